/* pthread.h - the C library's own, with the types that sys/types.h hides. */
#pragma GCC system_header
#include <signal.h>
#include <sys/types.h>
#if !defined(__cplusplus) && !defined(WS2_THREADS_SHOWN)
#define WS2_THREADS_SHOWN
typedef ws2_libc_pthread_t pthread_t;
typedef ws2_libc_pthread_attr_t pthread_attr_t;
typedef ws2_libc_pthread_mutex_t pthread_mutex_t;
typedef ws2_libc_pthread_mutexattr_t pthread_mutexattr_t;
typedef ws2_libc_pthread_cond_t pthread_cond_t;
typedef ws2_libc_pthread_condattr_t pthread_condattr_t;
typedef ws2_libc_pthread_key_t pthread_key_t;
typedef ws2_libc_pthread_once_t pthread_once_t;
typedef ws2_libc_pthread_rwlock_t pthread_rwlock_t;
typedef ws2_libc_pthread_rwlockattr_t pthread_rwlockattr_t;
typedef ws2_libc_pthread_spinlock_t pthread_spinlock_t;
typedef ws2_libc_pthread_barrier_t pthread_barrier_t;
typedef ws2_libc_pthread_barrierattr_t pthread_barrierattr_t;
extern int kill(pid_t process, int signal);
#endif
#include_next <pthread.h>
