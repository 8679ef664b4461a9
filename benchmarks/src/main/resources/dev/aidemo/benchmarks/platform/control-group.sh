# Makes a control group, and prints the folders of its memory and its processors. Mostly only root
# may. Supports both versions (https://docs.kernel.org/admin-guide/cgroup-v1/cgroups.html,
# https://docs.kernel.org/admin-guide/cgroup-v2.html).
# Arguments: NAME BYTES QUOTA, which is the processor time in 100 ms, in microseconds.
set -eu
name=$1 bytes=$2 quota=$3
root=${CGROUP_ROOT:-/sys/fs/cgroup}
groups=${OWN_GROUPS:-/proc/self/cgroup}

# Prints the folder of the group that this process is in, or the root where a container hides it.
own() {
  group=$(sed -En "s,^[0-9]+:(.*\,)?$1(\,.*)?:(/.*),\3,p" "$groups" | head -n 1)
  folder=$root${1:+/$1}
  if [ -d "$folder$group" ]; then echo "$folder${group%/}"; else echo "$folder"; fi
}

limit() {
  if [ "$version" = 2 ]; then
    echo "$bytes" >"$memory/memory.max"
    swap=$memory/memory.swap.max swap_limit=0
    echo "$quota 100000" >"$cpu/cpu.max"
  else
    echo "$bytes" >"$memory/memory.limit_in_bytes"
    swap=$memory/memory.memsw.limit_in_bytes swap_limit=$bytes
    echo 100000 >"$cpu/cpu.cfs_period_us"
    echo "$quota" >"$cpu/cpu.cfs_quota_us"
  fi
  # A function's platform does not swap.
  [ ! -e "$swap" ] || echo "$swap_limit" >"$swap"
}

if [ -f "$root/cgroup.controllers" ]; then
  version=2
  # A group that has processes cannot have limited groups, so ours is beside it.
  parent=$(own '')
  [ "$parent" = "$root" ] || parent=$(dirname "$parent")
  memory=$parent/$name cpu=$parent/$name
else
  version=1 memory=$(own memory)/$name cpu=$(own cpu)/$name
fi
mkdir -p "$memory" "$cpu"
trap 'rmdir "$memory" "$cpu" || true' EXIT
limit
trap - EXIT
echo "$memory"
echo "$cpu"
