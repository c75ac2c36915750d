# Read after CMake's own modules for the host: the project asks what the sources are written for.
set(WIN32 1)
unset(UNIX)
unset(LINUX)

# Projects ask for the system by this name as well. CMake's own files go by the effective name, and that
# stays Linux: what they describe are ELF files.
set(CMAKE_SYSTEM_NAME Windows)
