"""Configuration tests that would find what libc alone has. Read by ws2cc for a source that may be one.

Autoconf, CMake and Meson declare the function by themselves (char fork (void);) and link. Windows' library has no
such function, and a project that believes to have found one leaves its Windows branch.
"""

import re

# Functions that libc has and Windows has not. A configuration test that declares one by itself and links would
# find it.
ABSENT = set("""
accept4 adjtime alarm alphasort arc4random arc4random_buf arc4random_uniform asctime_r asprintf backtrace bcmp bcopy
bzero cfsetispeed cfsetospeed chown chroot clock_getres clock_gettime clock_nanosleep clock_settime clone
closefrom closelog confstr copy_file_range ctime_r daemon dirfd dladdr dlclose dlerror dlopen dlsym dprintf
drand48 dup3 endgrent endhostent endpwent endservent epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_wait
erand48 err errx eventfd execveat explicit_bzero faccessat fallocate fchdir fchmod fchown fchownat fcntl fdatasync
fdopendir fexecve ffs ffsl ffsll fgetxattr fileno_unlocked flistxattr flock flockfile fmemopen fnmatch fopencookie fork
forkpty fpurge freeifaddrs fremovexattr fseeko fseeko64 fsetxattr fstatat fstatfs fstatvfs fsync ftello ftok ftruncate
ftruncate64 funlockfile futimens futimes getauxval getcontext getdelim getdomainname getdtablesize getegid
getentropy geteuid getgid getgrent getgrgid getgrgid_r getgrnam getgrnam_r getgroups gethostbyaddr_r gethostbyname2
gethostbyname2_r gethostbyname_r gethostid gethostname_r getifaddrs getitimer getline getlogin getlogin_r
getloadavg getnetbyname getopt_long_only getpagesize getpass getpeereid getpgid getpgrp getppid getpriority
getprotobyname_r getpwent getpwnam getpwnam_r getpwuid getpwuid_r getrandom getresgid getresuid getrlimit getrusage
getservbyname_r getservbyport_r getsid gettid gettimeofday getuid getutxent getxattr glob globfree gmtime_r grantpt
hcreate index inet_aton inet_makeaddr inet_netof inet_network initgroups inotify_add_watch inotify_init inotify_init1
inotify_rm_watch ioctl iopl issetugid jrand48 kill killpg lchown lgetxattr link linkat listxattr llistxattr localtime_r
lockf lrand48 lremovexattr lsetxattr lstat madvise mallinfo malloc_usable_size memfd_create memmem mempcpy memrchr
mincore mkdirat mkdtemp mkfifo mknod mkostemp mkostemps mkstemp mkstemps mlock mlockall mmap mprotect mrand48 mremap
msync munlock munmap nanosleep newlocale nice nl_langinfo nrand48 open64 open_memstream openat openlog openpty pathconf
pause pidfd_open pipe pipe2 poll popen posix_fadvise posix_fallocate posix_madvise posix_memalign posix_openpt posix_spawn
posix_spawnp ppoll prctl pread pread64 preadv pselect psignal pthread_cancel pthread_kill pthread_setname_np ptrace ptsname
ptsname_r pwrite pwrite64 pwritev qsort_r raise_default random rand_r readlink readlinkat readv realpath recvmmsg recvmsg
regcomp regerror regexec regfree removexattr res_init res_ninit res_nquery res_query res_search rindex sbrk scandir
sched_getaffinity sched_get_priority_max sched_setaffinity sched_setscheduler sem_open sem_timedwait sendfile sendfile64
sendmmsg sendmsg setegid setenv seteuid setgid setgroups sethostname setitimer setlinebuf setlogmask setpgid setpgrp
setpriority setproctitle setregid setresgid setresuid setreuid setrlimit setsid setuid setxattr shm_open shm_unlink shmat
shmctl shmdt shmget sigaction sigaddset sigaltstack sigemptyset sigfillset siginterrupt sigprocmask sigsuspend sigtimedwait
sigwait sigwaitinfo signalfd socketpair splice srand48 srandom statfs statvfs stpcpy stpncpy strcasestr strchrnul strerror_r
strlcat strlcpy strndup strnlen_l strptime strsep strsignal strtok_r strverscmp symlink symlinkat sync sync_file_range
syncfs syscall sysconf sysctl sysinfo syslog tcgetattr tcgetpgrp tcsetattr tee timegm timer_create timer_settime
timerfd_create timerfd_settime times truncate ttyname ttyname_r uname unlinkat unlockpt unsetenv unshare uselocale
usleep_r utimensat utimes vasprintf vdprintf vfork vmsplice vsyslog wait wait3 wait4 waitid waitpid wcsdup_l wordexp writev
""".split())
PROBE = re.compile(r"^[ \t]*(?:extern[ \t]+(?:\"C\"[ \t]+)?)?char[ \t]+(\w+)[ \t]*\([ \t]*(?:void)?[ \t]*\)[ \t]*;",
                   re.MULTILINE)
PROBED = re.compile(r"-D?(?:CHECK_FUNCTION_EXISTS|func)=(\w+)$")


def probed(text, arguments):
    """The function of libc's alone that this source, a configuration test, looks for; or None."""
    names = [match[1] for match in map(PROBED.match, arguments) if match] if "CHECK_FUNCTION_EXISTS" in text else []
    if len(text) < 20000:
        names += PROBE.findall(text)
    return next((name for name in names if name in ABSENT and not defines(text, name)), None)


def defines(text, name):
    return re.search(rf"\b{name}\s*\([^;{{}}]*\)\s*\{{", text) is not None
