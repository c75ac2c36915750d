#!/usr/bin/env bash
# Usage: packaging_test.sh CMAKE BUILD USER PROVIDER LAYER
# Installs BUILD to a folder, moves the folder, and builds and runs the project USER against it, with
# find_package and with pkg-config, in C and in C++. Then builds the project PROVIDER, the example of a
# third party's, installs that with WSCInstallProvider, and lets the installed ws2cat use it unchanged;
# and the project LAYER, which the installed ws2ctl puts over TCP and starts.
set -euo pipefail
cmake=$1 build=$2 user=$3 provider=$4 layer=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$cmake" --install "$build" --prefix "$work/first" >"$work/log"
mv "$work/first" "$work/prefix" # a package that knows where it was built would break here

expect() { # PROGRAM
    local said
    said=$("$1") || said="$said and ended with status $?"
    [ "$said" = "10107 WSASYSCALLFAILURE" ] || { echo "$1 said: $said"; exit 1; }
}

"$cmake" -S "$user" -B "$work/user" -DCMAKE_PREFIX_PATH="$work/prefix" >>"$work/log"
"$cmake" --build "$work/user" >>"$work/log" || { cat "$work/log"; exit 1; }
expect "$work/user/user_c"
expect "$work/user/user_cpp"
"$work/user/user_windows" || { echo "the target for programs for Windows fails"; exit 1; }

pc=$(dirname "$(find "$work/prefix" -name ws2.pc)")
flags=$(PKG_CONFIG_PATH=$pc pkg-config --cflags --libs ws2)
library=$(PKG_CONFIG_PATH=$pc pkg-config --variable=libdir ws2)
cc -x c "$user/user.c" -o "$work/by_pkg_config" $flags -Wl,-rpath,"$library"
expect "$work/by_pkg_config"

# The Windows branch of a project, by the toolchain file and by hand with the installed driver.
timeout 120 "$cmake" -S "$user/../windows_branch" -B "$work/branch" \
    -DCMAKE_TOOLCHAIN_FILE="$(find "$work/prefix" -name ws2-toolchain.cmake)" >>"$work/log" 2>&1 ||
    { cat "$work/log"; exit 1; }
"$cmake" --build "$work/branch" >>"$work/log" || { cat "$work/log"; exit 1; }
"$work/branch/windows_branch" || { echo "the Windows branch fails"; exit 1; }
"$work/prefix/bin/ws2c++" "$user/../windows_branch/main.cpp" -o "$work/by_driver" ws2_32.lib
"$work/by_driver" || { echo "the installed ws2c++ fails"; exit 1; }

"$cmake" -S "$provider" -B "$work/provider" -DCMAKE_PREFIX_PATH="$work/prefix" >>"$work/log"
"$cmake" --build "$work/provider" >>"$work/log" || { cat "$work/log"; exit 1; }
export WS2_CATALOG=$work/mine/catalog.toml # not there yet: the compiled-in one holds
"$work/provider/courier_install" "$(find "$work/provider" -name libcourier.so)"
"$work/prefix/bin/ws2ctl" list | grep -q "  Courier " || { echo "no Courier"; exit 1; }
"$work/prefix/bin/ws2ctl" check >>"$work/log" || { cat "$work/log"; exit 1; }
if [ -x "$work/prefix/bin/ws2verify" ]; then # WS2_VERIFY
    "$work/prefix/bin/ws2verify" -q -p courier -f 'SendDisconnect.*:Bind.*' ||
        { echo "the installed ws2verify fails"; exit 1; }
fi
ws2cat=$work/prefix/bin/ws2cat
mkfifo "$work/events"
timeout 60 "$ws2cat" -l --recv-only -p courier 127.0.0.1:0 >"$work/got" 2>"$work/events" &
exec 3<"$work/events"
IFS= read -r line <&3
address=${line#*listening on }
echo "by courier" | timeout 60 "$ws2cat" -p courier --disconnect-data bye "${address%% *}" 2>/dev/null
cat <&3 >"$work/heard"
wait
[ "$(cat "$work/got")" = "by courier" ] && grep -qF '"bye"' "$work/heard" ||
    { cat "$work/heard"; exit 1; }
"$work/provider/courier_install" --remove
"$work/prefix/bin/ws2ctl" list | grep -q Courier && { echo "Courier is still there"; exit 1; }
"$cmake" -S "$layer" -B "$work/layer" -DCMAKE_PREFIX_PATH="$work/prefix" >>"$work/log"
"$cmake" --build "$work/layer" >>"$work/log" || { cat "$work/log"; exit 1; }
library=$(find "$work/layer" -name libpassage.so)
"$work/prefix/bin/ws2ctl" install "$library" --layer Passage --over msafd-tcp >>"$work/log"
"$work/prefix/bin/ws2ctl" check >>"$work/log" || { cat "$work/log"; exit 1; }
unset WS2_CATALOG
if [ -n "$(find "$work/prefix" -name itot_tls.so)" ]; then # it is found, and wants a certificate
    "$ws2cat" -l -p itot-tp2-tls demo@127.0.0.1:0 2>"$work/said" && exit 1
    grep -q WSAEACCES "$work/said" || { cat "$work/said"; exit 1; }
fi
if grep -rIlF "$build" "$work/prefix"; then
    echo "these installed files name the build folder"
    exit 1
fi
echo "installed, moved, used"
