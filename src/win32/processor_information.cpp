// Room win32: GetLogicalProcessorInformation and its extended form.
#include "win32/call.hpp"
#include "win32/processor_groups.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>
#include <vector>

using namespace ws2::win32;
namespace kernel = ws2::kernel;

namespace {

using Row = SYSTEM_LOGICAL_PROCESSOR_INFORMATION;
using Record = SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX;

PROCESSOR_CACHE_TYPE type_of(const kernel::ProcessorCache& cache) noexcept {
    return cache.kind == 'I' ? CacheInstruction : cache.kind == 'D' ? CacheData : CacheUnified;
}

template<typename To>
To narrowed(std::uint32_t value) noexcept {
    return static_cast<To>(std::min<std::uint32_t>(value, std::numeric_limits<To>::max()));
}

BYTE ways_of(const kernel::ProcessorCache& cache) noexcept {
    return cache.ways == 0 ? BYTE{CACHE_FULLY_ASSOCIATIVE} : narrowed<BYTE>(cache.ways);
}

std::vector<Row> rows_of(const kernel::Topology& topology) {
    std::vector<Row> rows;
    const auto add = [&](LOGICAL_PROCESSOR_RELATIONSHIP relation, const kernel::Processors& set) {
        Row row{};
        row.Relationship = relation;
        row.ProcessorMask = mask_of(set, 0);
        if (row.ProcessorMask != 0)
            rows.push_back(row);
        return row.ProcessorMask != 0;
    };
    for (const auto& core : topology.cores)
        if (add(RelationProcessorCore, core))
            rows.back().ProcessorCore.Flags = core.size() > 1 ? LTP_PC_SMT : 0;
    for (const auto& package : topology.packages)
        add(RelationProcessorPackage, package);
    for (const auto& cache : topology.caches)
        if (add(RelationCache, cache.processors))
            rows.back().Cache = {narrowed<BYTE>(cache.level), ways_of(cache),
                                 narrowed<WORD>(cache.line_octets), cache.octets, type_of(cache)};
    for (const auto& node : topology.nodes)
        if (add(RelationNumaNode, node.processors))
            rows.back().NumaNode.NodeNumber = node.number;
    return rows;
}

// Records one behind the other, each as long as its groups make it.
class Records {
public:
    Records(const kernel::Topology& topology, std::uint32_t wanted)
        : topology_(topology), wanted_(wanted) {
        add_cores();
        add_nodes();
        add_caches();
        add_groups();
    }
    const std::vector<std::byte>& octets() const { return octets_; }

private:
    bool wants(LOGICAL_PROCESSOR_RELATIONSHIP relation) const {
        return wanted_ == RelationAll || wanted_ == static_cast<std::uint32_t>(relation);
    }

    // A record of `head` octets and what follows them.
    template<typename Part>
    void add(LOGICAL_PROCESSOR_RELATIONSHIP relation, const void* head, std::size_t head_size,
             const std::vector<Part>& parts) {
        const std::size_t start = octets_.size();
        const std::size_t size =
            offsetof(Record, Processor) + head_size + parts.size() * sizeof(Part);
        octets_.resize(start + size);
        std::byte* const to = octets_.data() + start;
        const auto length = static_cast<DWORD>(size);
        std::memcpy(to + offsetof(Record, Relationship), &relation, sizeof relation);
        std::memcpy(to + offsetof(Record, Size), &length, sizeof length);
        std::memcpy(to + offsetof(Record, Processor), head, head_size);
        std::memcpy(to + offsetof(Record, Processor) + head_size, parts.data(),
                    parts.size() * sizeof(Part));
    }

    static std::vector<GROUP_AFFINITY> groups_of(const kernel::Processors& set) {
        std::vector<GROUP_AFFINITY> groups;
        for (std::uint32_t i = 0; i < group_count(); ++i)
            if (const KAFFINITY mask = mask_of(set, i))
                groups.push_back({mask, static_cast<WORD>(i), {}});
        return groups;
    }

    void add_processors(LOGICAL_PROCESSOR_RELATIONSHIP relation, const kernel::Processors& set,
                        BYTE flags) {
        const auto groups = groups_of(set);
        PROCESSOR_RELATIONSHIP head{};
        head.Flags = flags;
        head.GroupCount = static_cast<WORD>(groups.size());
        add(relation, &head, offsetof(PROCESSOR_RELATIONSHIP, GroupMask), groups);
    }

    void add_cores() {
        if (wants(RelationProcessorCore))
            for (const auto& core : topology_.cores)
                add_processors(RelationProcessorCore, core, core.size() > 1 ? LTP_PC_SMT : 0);
        if (wants(RelationProcessorPackage))
            for (const auto& package : topology_.packages)
                add_processors(RelationProcessorPackage, package, 0);
    }

    void add_nodes() {
        // Asked for as RelationNumaNodeEx, a node tells all its groups, else its first.
        const bool all = wanted_ == RelationNumaNodeEx;
        if (!all && !wants(RelationNumaNode))
            return;
        for (const auto& node : topology_.nodes) {
            auto groups = groups_of(node.processors);
            if (!all)
                groups.resize(1);
            NUMA_NODE_RELATIONSHIP head{};
            head.NodeNumber = node.number;
            head.GroupCount = all ? static_cast<WORD>(groups.size()) : WORD{0};
            add(RelationNumaNode, &head, offsetof(NUMA_NODE_RELATIONSHIP, GroupMask), groups);
        }
    }

    void add_caches() {
        if (!wants(RelationCache))
            return;
        for (const auto& cache : topology_.caches) {
            const auto groups = groups_of(cache.processors);
            CACHE_RELATIONSHIP head{};
            head.Level = narrowed<BYTE>(cache.level);
            head.Associativity = ways_of(cache);
            head.LineSize = narrowed<WORD>(cache.line_octets);
            head.CacheSize = cache.octets;
            head.Type = type_of(cache);
            head.GroupCount = static_cast<WORD>(groups.size());
            add(RelationCache, &head, offsetof(CACHE_RELATIONSHIP, GroupMask), groups);
        }
    }

    void add_groups() {
        if (!wants(RelationGroup))
            return;
        std::vector<PROCESSOR_GROUP_INFO> groups(group_count());
        for (std::uint32_t i = 0; i < groups.size(); ++i) {
            groups[i].ActiveProcessorMask = mask_of(topology_.all, i);
            groups[i].ActiveProcessorCount = groups[i].MaximumProcessorCount =
                narrowed<BYTE>(count_in(groups[i].ActiveProcessorMask));
        }
        GROUP_RELATIONSHIP head{};
        head.MaximumGroupCount = head.ActiveGroupCount = static_cast<WORD>(groups.size());
        add(RelationGroup, &head, offsetof(GROUP_RELATIONSHIP, GroupInfo), groups);
    }

    const kernel::Topology& topology_;
    const std::uint32_t wanted_;
    std::vector<std::byte> octets_;
};

BOOL give(const void* from, std::size_t size, void* to, DWORD* length) {
    const bool fits = to != nullptr && *length >= size;
    *length = static_cast<DWORD>(size);
    if (!fits)
        return outcome(ERROR_INSUFFICIENT_BUFFER);
    std::memcpy(to, from, size);
    return TRUE;
}

} // namespace

extern "C" {

BOOL WINAPI GetLogicalProcessorInformation(PSYSTEM_LOGICAL_PROCESSOR_INFORMATION Buffer,
                                           PDWORD ReturnedLength) {
    return contained(FALSE, [&] {
        if (ReturnedLength == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        const auto rows = rows_of(kernel::topology());
        return give(rows.data(), rows.size() * sizeof(Row), Buffer, ReturnedLength);
    });
}

BOOL WINAPI GetLogicalProcessorInformationEx(LOGICAL_PROCESSOR_RELATIONSHIP RelationshipType,
                                             PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX Buffer,
                                             PDWORD ReturnedLength) {
    return contained(FALSE, [&] {
        const auto wanted = static_cast<std::uint32_t>(RelationshipType);
        if (ReturnedLength == nullptr ||
            (wanted > RelationProcessorModule && wanted != RelationAll))
            return outcome(ERROR_INVALID_PARAMETER);
        if (wanted == RelationProcessorDie || wanted == RelationProcessorModule)
            return outcome(ERROR_NOT_SUPPORTED);
        const Records records(kernel::topology(), wanted);
        return give(records.octets().data(), records.octets().size(), Buffer, ReturnedLength);
    });
}
}
