// Room user: the system errors of windows and messages.
#pragma once

namespace ws2::user {

inline constexpr int error_access_denied = 5;
inline constexpr int error_not_enough_memory = 8;
inline constexpr int error_invalid_parameter = 87;
inline constexpr int error_invalid_window_handle = 1400;
inline constexpr int error_cannot_find_class = 1407;
inline constexpr int error_class_already_exists = 1410;
inline constexpr int error_class_does_not_exist = 1411;
inline constexpr int error_class_has_windows = 1412;
inline constexpr int error_invalid_index = 1413;
inline constexpr int error_invalid_thread_id = 1444;
inline constexpr int error_not_enough_quota = 1816;

} // namespace ws2::user
