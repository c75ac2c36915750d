/* ws2hidden/show_types.h - ends hide_types.h. */
#if !defined(__cplusplus) && !defined(_PTHREAD_H)
#undef pthread_t
#undef pthread_attr_t
#undef pthread_mutex_t
#undef pthread_mutexattr_t
#undef pthread_cond_t
#undef pthread_condattr_t
#undef pthread_key_t
#undef pthread_once_t
#undef pthread_rwlock_t
#undef pthread_rwlockattr_t
#undef pthread_spinlock_t
#undef pthread_barrier_t
#undef pthread_barrierattr_t
#undef kill
#endif
#if !defined(__cplusplus) && !defined(WS2_LONG_32)
#undef int64_t
#undef uint64_t
#ifndef WS2_INT64_SHOWN
#define WS2_INT64_SHOWN
typedef long long int64_t;
typedef unsigned long long uint64_t;
#endif
#endif
