"""tools - what ws2cc adds to the words of compiler and linker: which names of Windows ws2 does not have.

Read when a command has failed, and then only."""

import re

MISSING_FUNCTION = re.compile(
    r"undefined (?:reference to|symbol:?) [`'‘]?(?P<linked>\w+)(?!\w*\()|"
    r"(?:undeclared identifier|undeclared function|implicit declaration of function) ['‘`](?P<c>\w+)|"
    r"['‘`](?P<cpp>\w+)['’] was not declared in this scope")
MISSING_HEADER = re.compile(r"fatal error: '?([^\s:']+\.h)'?(?:: No such file| file not found)")
# How Windows (CreateFont, _findfirst) and hardly anybody else spells a function.
WINDOWS_FUNCTION = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Za-z0-9_]*|_[a-z][a-z0-9_]+")
# Headers of Windows that ws2 does not have.
HEADERS = set("""cderr colordlg comcat comdef commctrl commdlg comutil credui cryptuiapi d3d9 d3d11 dbghelp dbt ddeml
devguid dhcpcsdk dinput dlgs dsound dsrole dwmapi evntrace gdiplus hidsdi http imagehlp imm iphlpapi_ ipsec lm lmaccess
lmapibuf lmerr lmserver lmshare lmstats lmwksta lzexpand mapi mprapi mq msacm msxml mswmdm ncrypt netcon netfw netmon
ntddk ntdddisk ntddndis nb30 npapi oaidl ocidl odbcinst oleauto olectl ole2 pdh powrprof prsht qos2 ras rasdlg raserror
richedit rtutils schannel sddl_ secext security setupapi sfc snmp softpub sphelper sql sqlext sspi strmif tapi urlmon
userenv usp10 uxtheme vfw wbemidl wdm wincred windns_ winfax winhttp wininet winldap winnetwk winscard winsmcrd winspool
wintrust wlanapi wmistr wpcapi wsdapi wsman wtsapi32 xinput xmllite shobjidl shlguid afxwin afxsock atlbase atlsocket afx
afxext atlstr zmouse""".split())
# Import libraries of which ws2 has no function.
NOTHING_OF = set("""gdi32 oleaut32 comctl32 comdlg32 winspool odbc32 odbccp32 version dbghelp secur32 userenv crypt32
wininet winhttp setupapi msimg32 netapi32 wldap32 ncrypt msacm32 imm32 opengl32 wtsapi32 powrprof mpr pdh urlmon uxtheme
dwmapi cfgmgr32 hid wintrust credui rasapi32 wlanapi snmpapi imagehlp vfw32 gdiplus""".split())


def listed(names):
    return ", ".join(sorted(names)[:12]) + (" and others" if len(names) > 12 else "")


def notes(said, imports):
    """The lines to add; `imports` are the libraries that the command named."""
    found = {match["linked"] or match["c"] or match["cpp"] for match in MISSING_FUNCTION.finditer(said)}
    functions = {name.removeprefix("__imp_") for name in found}
    functions = {name for name in functions if WINDOWS_FUNCTION.fullmatch(name)}
    headers = {name for name in MISSING_HEADER.findall(said) if name[:-2].lower() in HEADERS}
    lines = []
    if headers:
        lines.append(f"ws2 does not have {listed(headers)} of Windows")
    if functions:
        empty = sorted(NOTHING_OF.intersection(imports))
        of_empty = f"; it has nothing of {listed(empty)}" if empty else ""
        several = len(functions) > 1
        lines.append(f"ws2 does not have {listed(functions)}, if {'these are' if several else 'this is'} "
                     f"Windows'{of_empty}")
    if lines:
        lines[-1] += '; what it has: "Status" in its README.md'
    return lines


def exports(text):
    """Of a module-definition file: the functions that are exported under another name, as {name: inner}."""
    result, inside = {}, False
    for line in text.splitlines():
        words = line.split(";")[0].replace("=", " = ").split()
        if words and words[0] in ("LIBRARY", "NAME", "DESCRIPTION", "STACKSIZE", "SECTIONS", "VERSION", "HEAPSIZE"):
            inside = False
        if words and words[0] == "EXPORTS":
            inside, words = True, words[1:]
        if inside and len(words) > 2 and words[1] == "=":
            result[words[0]] = words[2]
    return result
