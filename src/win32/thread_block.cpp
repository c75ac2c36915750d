// Room win32: a thread's environment block, as far as there is one.
#include <pthread.h>
#include <ws2/thread_block.h>

extern "C" struct _TEB* WINAPI NtCurrentTeb() {
    thread_local NT_TIB block{};
    if (block.Self == nullptr) {
        pthread_attr_t facts;
        void* lowest = nullptr;
        size_t size = 0;
        if (pthread_getattr_np(pthread_self(), &facts) == 0) {
            pthread_attr_getstack(&facts, &lowest, &size);
            pthread_attr_destroy(&facts);
        }
        block.StackLimit = lowest;
        block.StackBase = static_cast<char*>(lowest) + size;
        block.Self = &block;
    }
    return reinterpret_cast<struct _TEB*>(&block);
}
