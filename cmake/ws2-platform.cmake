# Read after CMake's own modules for the host: the project asks what the sources are written for.
set(WIN32 1)
unset(UNIX)
unset(LINUX)
