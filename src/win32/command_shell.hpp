// Room win32: commands as Windows' interpreter takes them.
#pragma once

#include <string>

namespace ws2::win32 {

// The command without the interpreter's own name ("cmd /c dir"), for the system's shell.
std::string for_shell(const std::string& command);
// If the line starts the interpreter ("cmd", "C:\Windows\System32\cmd.exe /k ..."): what it is to
// run goes to `command`, empty if it reads its input.
bool starts_interpreter(const std::string& line, std::string& command);
// As system() of Microsoft's C library: the exit code. What is built into the interpreter and not
// into the shell runs here: pause, cls, title, color, chcp. Null asks whether there is one.
int run_command(const char* command);

} // namespace ws2::win32
