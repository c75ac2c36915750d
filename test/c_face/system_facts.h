/* test/c_face/system_facts.h - sizes, offsets and values of processors, memory, the NT kernel's
 * words and the newer tables of iphlpapi.h.
 *
 * Literal facts about 64-bit Windows; include/ must agree. For C and C++. */
#ifndef C_FACE_SYSTEM_FACTS_H
#define C_FACE_SYSTEM_FACTS_H
#include "everything.h"
#include <assert.h>
#include <initguid.h>
#include <mswsockdef.h>
#include <ntstatus.h>
#include <objbase.h>
#include <processtopologyapi.h>
#include <stddef.h>
#include <systemtopologyapi.h>
#include <winternl.h>

#define SIZE_IS(type, size) static_assert(sizeof(type) == (size), #type)
#define OFFSET_IS(type, member, offset)                                                            \
    static_assert(offsetof(type, member) == (offset), #type "." #member)
#define VALUE_IS(name, value) static_assert((DWORD)(name) == (DWORD)(value), #name)

#include <pshpack1.h>
struct c_face_packed {
    BYTE one;
    DWORD four;
};
#include <pshpack2.h>
struct c_face_packed2 {
    BYTE one;
    DWORD four;
};
#include <poppack.h>
struct c_face_packed_again {
    BYTE one;
    DWORD four;
};
#include <poppack.h>
struct c_face_unpacked {
    BYTE one;
    DWORD four;
};
SIZE_IS(struct c_face_packed, 5);
SIZE_IS(struct c_face_packed2, 6);
SIZE_IS(struct c_face_packed_again, 5);
SIZE_IS(struct c_face_unpacked, 8);

DEFINE_GUID(c_face_guid, 0x12345678, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
C_ASSERT(sizeof(c_face_guid) == 16);
C_ASSERT(sizeof(byte) == 1 && (byte)-1 > 0 && sizeof(boolean) == 1 && sizeof(small) == 1);
C_ASSERT(sizeof(hyper) == 8);
C_ASSERT(UInt32x32To64(0xFFFFFFFF, 2) == 0x1FFFFFFFEULL);
C_ASSERT(Int32x32To64(0xFFFFFFFF, 2) == -2);
VALUE_IS(NOERROR, 0);

SIZE_IS(GROUP_AFFINITY, 16);
OFFSET_IS(GROUP_AFFINITY, Group, 8);
SIZE_IS(PROCESSOR_NUMBER, 4);
SIZE_IS(CACHE_DESCRIPTOR, 12);
SIZE_IS(SYSTEM_LOGICAL_PROCESSOR_INFORMATION, 32);
OFFSET_IS(SYSTEM_LOGICAL_PROCESSOR_INFORMATION, Relationship, 8);
OFFSET_IS(SYSTEM_LOGICAL_PROCESSOR_INFORMATION, ProcessorCore, 16);
SIZE_IS(PROCESSOR_RELATIONSHIP, 40);
OFFSET_IS(PROCESSOR_RELATIONSHIP, GroupCount, 22);
OFFSET_IS(PROCESSOR_RELATIONSHIP, GroupMask, 24);
SIZE_IS(NUMA_NODE_RELATIONSHIP, 40);
OFFSET_IS(NUMA_NODE_RELATIONSHIP, GroupMask, 24);
SIZE_IS(CACHE_RELATIONSHIP, 48);
OFFSET_IS(CACHE_RELATIONSHIP, CacheSize, 4);
OFFSET_IS(CACHE_RELATIONSHIP, GroupMask, 32);
SIZE_IS(PROCESSOR_GROUP_INFO, 48);
OFFSET_IS(PROCESSOR_GROUP_INFO, ActiveProcessorMask, 40);
SIZE_IS(GROUP_RELATIONSHIP, 72);
OFFSET_IS(GROUP_RELATIONSHIP, GroupInfo, 24);
SIZE_IS(SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX, 80);
OFFSET_IS(SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX, Processor, 8);
VALUE_IS(RelationProcessorPackage, 3);
VALUE_IS(RelationGroup, 4);
VALUE_IS(RelationAll, 0xffff);

SIZE_IS(MEMORYSTATUS, 56);
SIZE_IS(MEMORY_BASIC_INFORMATION, 48);
OFFSET_IS(MEMORY_BASIC_INFORMATION, AllocationProtect, 16);
OFFSET_IS(MEMORY_BASIC_INFORMATION, RegionSize, 24);
OFFSET_IS(MEMORY_BASIC_INFORMATION, State, 32);
OFFSET_IS(MEMORY_BASIC_INFORMATION, Type, 40);
SIZE_IS(SYNCHRONIZATION_BARRIER, 32);
SIZE_IS(UNICODE_STRING, 16);
OFFSET_IS(UNICODE_STRING, Buffer, 8);
SIZE_IS(IO_STATUS_BLOCK, 16);
SIZE_IS(OBJECT_ATTRIBUTES, 48);
VALUE_IS(STATUS_PENDING, 0x103);
VALUE_IS(STATUS_CANCELLED, 0xC0000120);
VALUE_IS(STATUS_CONNECTION_RESET, 0xC000020D);
VALUE_IS(STATUS_IO_TIMEOUT, 0xC00000B5);
static_assert(STATUS_CONNECTION_RESET < 0 && NT_ERROR(STATUS_CANCELLED), "NTSTATUS is signed");
VALUE_IS(ES_CONTINUOUS, 0x80000000);
VALUE_IS(MEM_IMAGE, 0x1000000);
VALUE_IS(TIME_KILL_SYNCHRONOUS, 0x100);
VALUE_IS(HeapEnableTerminationOnCorruption, 1);

SIZE_IS(MIB_TCPROW2, 28);
SIZE_IS(MIB_TCP6ROW, 52);
OFFSET_IS(MIB_TCP6ROW, dwRemotePort, 48);
SIZE_IS(MIB_TCP6ROW2, 60);
OFFSET_IS(MIB_TCP6ROW2, State, 48);
SIZE_IS(MIB_UDP6ROW, 24);
SIZE_IS(IP_PER_ADAPTER_INFO, 64);
SIZE_IS(IP_INTERFACE_INFO, 264);
SIZE_IS(MIB_IPNET_ROW2, 88);
OFFSET_IS(MIB_IPNET_ROW2, InterfaceLuid, 32);
OFFSET_IS(MIB_IPNET_ROW2, State, 76);
OFFSET_IS(MIB_IPNET_TABLE2, Table, 8);
OFFSET_IS(MIB_IPINTERFACE_TABLE, Table, 8);

#undef SIZE_IS
#undef OFFSET_IS
#undef VALUE_IS

#endif
