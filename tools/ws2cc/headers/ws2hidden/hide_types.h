/* ws2hidden/hide_types.h - renames types that C programs for Windows define themselves, until
 * show_types.h: libc's threads, and integers of 64 bits, which are long there,
 * unless the program's long long is, too. */
#if !defined(__cplusplus) && !defined(_PTHREAD_H)
#define pthread_t ws2_libc_pthread_t
#define pthread_attr_t ws2_libc_pthread_attr_t
#define pthread_mutex_t ws2_libc_pthread_mutex_t
#define pthread_mutexattr_t ws2_libc_pthread_mutexattr_t
#define pthread_cond_t ws2_libc_pthread_cond_t
#define pthread_condattr_t ws2_libc_pthread_condattr_t
#define pthread_key_t ws2_libc_pthread_key_t
#define pthread_once_t ws2_libc_pthread_once_t
#define pthread_rwlock_t ws2_libc_pthread_rwlock_t
#define pthread_rwlockattr_t ws2_libc_pthread_rwlockattr_t
#define pthread_spinlock_t ws2_libc_pthread_spinlock_t
#define pthread_barrier_t ws2_libc_pthread_barrier_t
#define pthread_barrierattr_t ws2_libc_pthread_barrierattr_t
#define kill ws2_libc_kill
#endif
#if !defined(__cplusplus) && !defined(WS2_LONG_32)
#define int64_t ws2_libc_int64_t
#define uint64_t ws2_libc_uint64_t
#endif
