// Room win32: the texts of system error codes, in our own words.
#include "win32/message_text.hpp"

#include <initializer_list>
#include <winerror.h>

namespace ws2::win32 {
namespace {

const char* winsock_text(unsigned code) noexcept {
    switch (code) {
    case WSAEINTR: return "The blocking call was interrupted.";
    case WSAEBADF: return "The file handle is not valid.";
    case WSAEACCES: return "The socket's permissions forbid this access.";
    case WSAEFAULT: return "A pointer argument does not point at memory of the process.";
    case WSAEINVAL: return "An argument is not valid, or the socket is in the wrong state.";
    case WSAEMFILE: return "Too many sockets are open.";
    case WSAEWOULDBLOCK: return "The operation cannot be completed at once.";
    case WSAEINPROGRESS: return "A blocking operation is being executed.";
    case WSAEALREADY: return "An operation is already in progress on this socket.";
    case WSAENOTSOCK: return "The handle is not a socket.";
    case WSAEDESTADDRREQ: return "A destination address is missing.";
    case WSAEMSGSIZE: return "The message is larger than a buffer or a limit of the network.";
    case WSAEPROTOTYPE: return "The protocol does not fit the type of the socket.";
    case WSAENOPROTOOPT: return "The option or level is not known to the protocol.";
    case WSAEPROTONOSUPPORT: return "The protocol is not installed.";
    case WSAESOCKTNOSUPPORT: return "The address family has no sockets of this type.";
    case WSAEOPNOTSUPP: return "The socket does not support this operation.";
    case WSAEPFNOSUPPORT: return "The protocol family is not installed.";
    case WSAEAFNOSUPPORT: return "The address family does not fit the protocol.";
    case WSAEADDRINUSE: return "The address is already in use.";
    case WSAEADDRNOTAVAIL: return "The address is not one that can be used here.";
    case WSAENETDOWN: return "The network is down.";
    case WSAENETUNREACH: return "The network cannot be reached.";
    case WSAENETRESET: return "The connection failed while keep-alive watched it.";
    case WSAECONNABORTED: return "The connection was aborted by this computer.";
    case WSAECONNRESET: return "The peer reset the connection.";
    case WSAENOBUFS: return "Buffer space or another resource is exhausted.";
    case WSAEISCONN: return "The socket is already connected.";
    case WSAENOTCONN: return "The socket is not connected.";
    case WSAESHUTDOWN: return "The socket has been shut down in this direction.";
    case WSAETOOMANYREFS: return "There are too many references to a kernel object.";
    case WSAETIMEDOUT: return "The peer did not answer in time.";
    case WSAECONNREFUSED: return "The peer refused the connection.";
    case WSAELOOP: return "The name cannot be translated: it leads back to itself.";
    case WSAENAMETOOLONG: return "The name is too long.";
    case WSAEHOSTDOWN: return "The peer's computer is down.";
    case WSAEHOSTUNREACH: return "The peer's computer cannot be reached.";
    case WSAENOTEMPTY: return "The folder is not empty.";
    case WSAEPROCLIM: return "Too many processes use Windows Sockets.";
    case WSAEUSERS: return "The quota of users is exhausted.";
    case WSAEDQUOT: return "The disk quota is exhausted.";
    case WSAESTALE: return "The file handle refers to something that is gone.";
    case WSAEREMOTE: return "The item is not on this computer.";
    case WSASYSNOTREADY: return "The network system is not ready.";
    case WSAVERNOTSUPPORTED: return "This version of Windows Sockets is not supported.";
    case WSANOTINITIALISED: return "WSAStartup has not been called, or it failed.";
    case WSAEDISCON: return "The peer has begun a graceful disconnect.";
    case WSAENOMORE:
    case WSA_E_NO_MORE: return "The look-up has no more results.";
    case WSAECANCELLED:
    case WSA_E_CANCELLED: return "The call was cancelled.";
    case WSAEINVALIDPROCTABLE: return "The provider's table of procedures is not valid.";
    case WSAEINVALIDPROVIDER: return "The provider is not valid.";
    case WSAEPROVIDERFAILEDINIT: return "The provider could not be loaded or started.";
    case WSASYSCALLFAILURE: return "A system call failed that should never fail.";
    case WSASERVICE_NOT_FOUND: return "The service is not known in this name space.";
    case WSATYPE_NOT_FOUND: return "The class is not known.";
    case WSAEREFUSED: return "The query was refused.";
    case WSAHOST_NOT_FOUND: return "No such host is known.";
    case WSATRY_AGAIN: return "No answer came from a name server with authority; try again.";
    case WSANO_RECOVERY: return "Name resolution failed for good.";
    case WSANO_DATA: return "The name is valid but has no data of this kind.";
    case WSA_SECURE_HOST_NOT_FOUND: return "No such host is known in a secure way.";
    case WSA_IPSEC_NAME_POLICY_ERROR: return "No IPsec policy by name could be put into force.";
    default: return nullptr;
    }
}

const char* quality_text(unsigned code) noexcept {
    switch (code) {
    case WSA_QOS_RECEIVERS: return "A reserve message has arrived.";
    case WSA_QOS_SENDERS: return "A path message has arrived.";
    case WSA_QOS_NO_SENDERS: return "There are no senders.";
    case WSA_QOS_NO_RECEIVERS: return "There are no receivers.";
    case WSA_QOS_REQUEST_CONFIRMED: return "The reservation is confirmed.";
    case WSA_QOS_ADMISSION_FAILURE: return "Resources are lacking for the reservation.";
    case WSA_QOS_POLICY_FAILURE: return "Policy rejected the reservation.";
    case WSA_QOS_BAD_STYLE: return "The style is not known or conflicts with another.";
    case WSA_QOS_BAD_OBJECT: return "Part of the filter, flow or other structure is not valid.";
    case WSA_QOS_TRAFFIC_CTRL_ERROR: return "Traffic control reported a problem.";
    case WSA_QOS_GENERIC_ERROR: return "A general error of quality of service.";
    case WSA_QOS_ESERVICETYPE: return "A service type in the flow is not valid.";
    case WSA_QOS_EFLOWSPEC: return "The flow specification is not valid.";
    case WSA_QOS_EPROVSPECBUF: return "The provider-specific buffer is not valid.";
    case WSA_QOS_EFILTERSTYLE: return "The filter style is not valid.";
    case WSA_QOS_EFILTERTYPE: return "The filter type is not valid.";
    case WSA_QOS_EFILTERCOUNT: return "The number of filters is not valid.";
    case WSA_QOS_EOBJLENGTH: return "The length of an object is not valid.";
    case WSA_QOS_EFLOWCOUNT: return "The number of flow descriptors is not valid.";
    case WSA_QOS_EUNKOWNPSOBJ: return "An object in the provider-specific buffer is not known.";
    case WSA_QOS_EPOLICYOBJ: return "A policy object is not valid.";
    case WSA_QOS_EFLOWDESC: return "A flow descriptor is not valid.";
    case WSA_QOS_EPSFLOWSPEC: return "A provider-specific flow specification is not consistent.";
    case WSA_QOS_EPSFILTERSPEC: return "A provider-specific filter is not valid.";
    case WSA_QOS_ESDMODEOBJ: return "A shape-discard object is not valid.";
    case WSA_QOS_ESHAPERATEOBJ: return "A shaping-rate object is not valid.";
    case WSA_QOS_RESERVED_PETYPE: return "A policy element has a reserved type.";
    default: return nullptr;
    }
}

const char* file_text(unsigned code) noexcept {
    switch (code) {
    case ERROR_FILE_NOT_FOUND: return "The file does not exist.";
    case ERROR_PATH_NOT_FOUND: return "The path does not exist.";
    case ERROR_TOO_MANY_OPEN_FILES: return "Too many files are open.";
    case ERROR_ACCESS_DENIED: return "Access is denied.";
    case ERROR_INVALID_DRIVE: return "The drive does not exist.";
    case ERROR_CURRENT_DIRECTORY: return "The current folder cannot be removed.";
    case ERROR_NOT_SAME_DEVICE: return "The two names are on different devices.";
    case ERROR_NO_MORE_FILES: return "There are no more files.";
    case ERROR_WRITE_PROTECT: return "The medium is write-protected.";
    case ERROR_NOT_READY: return "The device is not ready.";
    case ERROR_SEEK: return "This position cannot be sought.";
    case ERROR_WRITE_FAULT: return "The device could not be written.";
    case ERROR_READ_FAULT: return "The device could not be read.";
    case ERROR_SHARING_VIOLATION: return "Another process is using the file.";
    case ERROR_LOCK_VIOLATION: return "Another process has locked part of the file.";
    case ERROR_HANDLE_EOF: return "The end of the file was reached.";
    case ERROR_HANDLE_DISK_FULL:
    case ERROR_DISK_FULL: return "The disk is full.";
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS: return "The name exists already.";
    case ERROR_CANNOT_MAKE: return "The file or folder cannot be created.";
    case ERROR_OPEN_FAILED: return "The device or file cannot be opened.";
    case ERROR_NEGATIVE_SEEK: return "The position would be before the start of the file.";
    case ERROR_DIR_NOT_EMPTY: return "The folder is not empty.";
    case ERROR_BAD_PATHNAME:
    case ERROR_INVALID_NAME: return "The name is not written as a name is.";
    case ERROR_FILENAME_EXCED_RANGE: return "The file name is too long.";
    case ERROR_DIRECTORY: return "The name is not that of a folder.";
    case ERROR_FILE_INVALID: return "The file cannot be used in this way.";
    case ERROR_BROKEN_PIPE: return "The other end of the pipe is gone.";
    case ERROR_BAD_PIPE: return "The state of the pipe is not valid.";
    case ERROR_PIPE_BUSY: return "All instances of the pipe are busy.";
    case ERROR_NO_DATA: return "The pipe is empty or being closed.";
    case ERROR_PIPE_NOT_CONNECTED: return "No process is at the other end of the pipe.";
    case ERROR_MORE_DATA: return "There is more data than the buffer holds.";
    case ERROR_PIPE_CONNECTED: return "A process is at the other end of the pipe.";
    case ERROR_IO_DEVICE: return "The device reported an input or output error.";
    default: return nullptr;
    }
}

const char* network_text(unsigned code) noexcept {
    switch (code) {
    case ERROR_NOT_CONNECTED: return "There is no such network connection.";
    case ERROR_FAILED_SERVICE_CONTROLLER_CONNECT:
        return "The process was not started as a service.";
    case ERROR_DATABASE_DOES_NOT_EXIST: return "There is no database of services.";
    case ERROR_SERVICE_NOT_IN_EXE: return "The program is not set up to run as this service.";
    case ERROR_BAD_NETPATH: return "The network path was not found.";
    case ERROR_NETWORK_BUSY: return "The network is busy.";
    case ERROR_UNEXP_NET_ERR: return "An unexpected network error occurred.";
    case ERROR_NETNAME_DELETED: return "The network name is no longer available.";
    case ERROR_NETWORK_ACCESS_DENIED: return "Access to the network is denied.";
    case ERROR_BAD_NET_NAME: return "The network name was not found.";
    case ERROR_SEM_TIMEOUT: return "The operation timed out.";
    case ERROR_CONNECTION_REFUSED: return "The remote system refused the connection.";
    case ERROR_GRACEFUL_DISCONNECT: return "The connection was closed gracefully.";
    case ERROR_ADDRESS_ALREADY_ASSOCIATED: return "The endpoint already has an address.";
    case ERROR_ADDRESS_NOT_ASSOCIATED: return "The endpoint has no address yet.";
    case ERROR_CONNECTION_INVALID: return "The connection does not exist.";
    case ERROR_CONNECTION_ACTIVE: return "The connection is active.";
    case ERROR_NETWORK_UNREACHABLE: return "The network location cannot be reached.";
    case ERROR_HOST_UNREACHABLE: return "The remote system cannot be reached.";
    case ERROR_PROTOCOL_UNREACHABLE: return "The remote system lacks the protocol.";
    case ERROR_PORT_UNREACHABLE: return "No service is at that port of the remote system.";
    case ERROR_REQUEST_ABORTED: return "The request was aborted.";
    case ERROR_CONNECTION_ABORTED: return "The local system aborted the connection.";
    case ERROR_RETRY: return "The operation could not be completed; try again.";
    case ERROR_CONNECTION_COUNT_LIMIT: return "No more connections are allowed.";
    case ERROR_INCORRECT_ADDRESS: return "The network address is wrong.";
    case ERROR_NO_NETWORK: return "There is no network.";
    default: return nullptr;
    }
}

const char* system_text(unsigned code) noexcept {
    switch (code) {
    case ERROR_SUCCESS: return "The operation succeeded.";
    case ERROR_INVALID_FUNCTION: return "The function is not valid here.";
    case ERROR_INVALID_HANDLE: return "The handle is not valid.";
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY: return "There is not enough memory.";
    case ERROR_BAD_FORMAT:
    case ERROR_BAD_EXE_FORMAT: return "The file is not a program for this system.";
    case ERROR_INVALID_ACCESS: return "The access code is not valid.";
    case ERROR_INVALID_DATA: return "The data is not valid.";
    case ERROR_BAD_LENGTH: return "The length is wrong.";
    case ERROR_GEN_FAILURE: return "A device does not work.";
    case ERROR_NOT_SUPPORTED: return "The request is not supported.";
    case ERROR_INVALID_PARAMETER: return "A parameter is wrong.";
    case ERROR_CALL_NOT_IMPLEMENTED: return "The function is not there on this system.";
    case ERROR_INSUFFICIENT_BUFFER: return "The buffer is too small.";
    case ERROR_BUFFER_OVERFLOW: return "The data is too long for its place.";
    case ERROR_MOD_NOT_FOUND: return "The module was not found.";
    case ERROR_PROC_NOT_FOUND: return "The procedure was not found.";
    case ERROR_WAIT_NO_CHILDREN: return "There are no child processes to wait for.";
    case ERROR_NOT_LOCKED: return "The block is not locked.";
    case ERROR_BUSY: return "The resource is in use.";
    case ERROR_ENVVAR_NOT_FOUND: return "The environment variable does not exist.";
    case WAIT_TIMEOUT: return "The wait timed out.";
    case ERROR_NO_MORE_ITEMS: return "There are no more items.";
    case ERROR_NOT_OWNER: return "The caller does not own the mutex.";
    case ERROR_TOO_MANY_POSTS: return "The semaphore would exceed its limit.";
    case ERROR_MR_MID_NOT_FOUND: return "There is no text for this message number.";
    case ERROR_INVALID_ADDRESS: return "The address is not valid.";
    case ERROR_OPERATION_ABORTED: return "The operation was cancelled or its thread ended.";
    case ERROR_IO_INCOMPLETE: return "The overlapped operation is not complete.";
    case ERROR_IO_PENDING: return "The overlapped operation is in progress.";
    case ERROR_NOACCESS: return "The memory cannot be accessed.";
    case ERROR_STACK_OVERFLOW: return "The stack is exhausted.";
    case ERROR_INVALID_FLAGS: return "The flags are not valid.";
    case ERROR_SERVICE_DOES_NOT_EXIST: return "The service is not installed.";
    case ERROR_NO_UNICODE_TRANSLATION: return "A character has no counterpart in the code page.";
    case ERROR_DLL_INIT_FAILED: return "The module's start routine failed.";
    case ERROR_POSSIBLE_DEADLOCK: return "A deadlock is possible.";
    case ERROR_NOT_FOUND: return "The element was not found.";
    case ERROR_NO_MATCH: return "Nothing matches.";
    case ERROR_CANCELLED: return "The user cancelled the operation.";
    case ERROR_PRIVILEGE_NOT_HELD: return "The caller lacks a privilege.";
    case ERROR_INVALID_WINDOW_HANDLE: return "The window handle is not valid.";
    case ERROR_NO_SYSTEM_RESOURCES: return "System resources are exhausted.";
    case ERROR_TIMEOUT: return "The time ran out.";
    case ERROR_NOT_ENOUGH_QUOTA: return "The quota is exhausted.";
    case ERROR_INVALID_STATE: return "The object is in the wrong state.";
    default: return nullptr;
    }
}

const char* rarer_text(unsigned code) noexcept {
    switch (code) {
    case ERROR_CRC: return "The data is damaged: its checksum does not fit.";
    case ERROR_DELETE_PENDING: return "The file is about to be deleted.";
    case ERROR_INVALID_PASSWORD: return "The password is wrong.";
    case ERROR_INVALID_LEVEL: return "The level of information is not known.";
    case ERROR_BAD_ARGUMENTS: return "An argument is wrong.";
    case ERROR_INVALID_ORDINAL: return "The library has no function of this number.";
    case ERROR_FILE_TOO_LARGE: return "The file is too large.";
    case ERROR_BAD_FILE_TYPE: return "The file is of a type that does not fit.";
    case ERROR_PARTIAL_COPY: return "Only a part of the memory was copied.";
    case ERROR_PIPE_LISTENING: return "No client has connected to the pipe yet.";
    case ERROR_CONTROL_C_EXIT: return "The program was ended by Ctrl+C.";
    case ERROR_ABANDONED_WAIT_0: return "The object that was waited for is gone.";
    case ERROR_ELEVATION_REQUIRED: return "The operation needs higher rights.";
    case ERROR_CAN_NOT_COMPLETE: return "The function cannot be completed.";
    case ERROR_NO_TOKEN: return "There is no such token.";
    case ERROR_SHUTDOWN_IN_PROGRESS: return "The system is being shut down.";
    case ERROR_TOO_MANY_LINKS: return "The file has as many links as there can be.";
    case ERROR_OLD_WIN_VERSION: return "The program needs a newer version of the system.";
    case ERROR_NO_ASSOCIATION: return "No program is known for this kind of file.";
    case ERROR_DLL_NOT_FOUND: return "A library that is needed was not found.";
    case ERROR_USER_MAPPED_FILE: return "A part of the file is mapped into memory.";
    case ERROR_NOT_ALL_ASSIGNED: return "Not all privileges could be given.";
    case ERROR_NO_SUCH_PRIVILEGE: return "There is no such privilege.";
    case ERROR_NONE_MAPPED: return "No name belongs to the identifier.";
    case ERROR_LOGON_FAILURE: return "The name or the password is wrong.";
    case ERROR_INVALID_SID: return "The security identifier is not valid.";
    case ERROR_INVALID_SECURITY_DESCR: return "The security descriptor is not valid.";
    case ERROR_INTERNAL_ERROR: return "An error inside the system occurred.";
    case ERROR_CANNOT_FIND_WND_CLASS: return "The window class was not found.";
    case ERROR_CLASS_ALREADY_EXISTS: return "The window class exists already.";
    case ERROR_CLASS_DOES_NOT_EXIST: return "There is no such window class.";
    case ERROR_CLASS_HAS_WINDOWS: return "The window class still has windows.";
    case ERROR_INVALID_INDEX: return "The index is not valid.";
    case ERROR_INVALID_THREAD_ID: return "The number of the thread is not valid.";
    case ERROR_WORKING_SET_QUOTA: return "The quota of memory is exhausted.";
    case 1280: return "The thread is a fiber already.";
    case 1281: return "The thread is no fiber.";
    default: return nullptr;
    }
}

} // namespace

const char* message_text(unsigned code) noexcept {
    for (auto* find :
         {system_text, file_text, network_text, winsock_text, quality_text, rarer_text}) {
        if (const char* text = find(code))
            return text;
    }
    return nullptr;
}

} // namespace ws2::win32
