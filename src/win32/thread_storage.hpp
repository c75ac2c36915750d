// Room win32: the fiber-local values, which go with the fiber that runs.
#pragma once

namespace ws2::win32 {

struct StorageBlock;

// Makes `block` (null: none yet) that of the calling thread; the one before.
StorageBlock* exchange_fiber_storage(StorageBlock* block) noexcept;
// Runs the callbacks for what is in it, and frees it. It is no thread's.
void end_fiber_storage(StorageBlock* block);

} // namespace ws2::win32
