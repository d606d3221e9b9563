#!/usr/bin/env bash
# A second machine on this one: a network namespace with its own Docker engine and sshd.
#   remote-host.sh run NAME NUMBER FOLDER   runs it until its input ends; prints "up ADDRESS" once it may be connected to
#   remote-host.sh clear NAME NUMBER FOLDER removes what a killed one left
#   remote-host.sh engine NAME NUMBER FOLDER starts its engine as after a restart of the machine
#   remote-host.sh keys NAME NUMBER FOLDER  makes other host keys
#   remote-host.sh sshd NAME NUMBER FOLDER  starts its sshd with these
# NUMBER (1 to 200) chooses its networks: 10.231.NUMBER.0/30, where its sshd listens, and 10.232.NUMBER.0/30, which leads to the rest
# of the world. FOLDER is its own; it expects authorized_keys there.
set -euo pipefail

command=$1 name=$2 number=$3 folder=$4
near=veth-ap$number-a
far=veth-ap$number-b
world=veth-ap$number-c
outside=veth-ap$number-d
address=10.231.$number.2

clear_it() {
  local file pid
  for file in "$folder"/pids/*; do
    [[ -f $file ]] || continue
    pid=$(<"$file")
    kill -KILL "$pid" 2>/dev/null || true
    rm -f "$file"
  done
  # its engine's helpers share its network
  while read -r pid; do
    kill -KILL "$pid" 2>/dev/null || true
  done < <(ip netns pids "$name" 2>/dev/null)
  kill_contained
  find /sys/fs/cgroup -depth -type d \( -path "*/$name" -o -path "*/$name/*" \) -exec rmdir {} + 2>/dev/null || true
  ip link delete "$near" 2>/dev/null || true
  ip link delete "$world" 2>/dev/null || true
  ip netns delete "$name" 2>/dev/null || true
}

# What runs in containers has networks of its own, and is found by its cgroup.
kill_contained() {
  local pid
  while read -r pid; do
    kill -KILL "$pid" 2>/dev/null || true
  done < <(find /sys/fs/cgroup -path "*/$name/*" -name cgroup.procs -exec cat {} + 2>/dev/null)
}

network() {
  ip netns add "$name"
  ip link add "$near" type veth peer name "$far" netns "$name"
  ip address add "10.231.$number.1/30" dev "$near"
  ip link set "$near" up
  ip link add "$world" type veth peer name "$outside" netns "$name"
  ip address add "10.232.$number.1/30" dev "$world"
  ip link set "$world" up
  ip -n "$name" address add "10.232.$number.2/30" dev "$outside"
  ip -n "$name" link set "$outside" up
  ip -n "$name" link set lo up
  ip -n "$name" address add "$address/30" dev "$far"
  ip -n "$name" link set "$far" up
}

# Runs inside the namespaces of the host.
inside() {
  mount --make-rprivate /
  mkdir -p "$folder"/{run/sshd,etc-docker,data,pids,home}
  mount --bind "$folder/run" /run
  # what root's shell does on this machine is none of that one's business, and may take seconds for every command over SSH
  mount --bind "$folder/home" /root
  mkdir -p /etc/docker
  mount --bind "$folder/etc-docker" /etc/docker
  if [[ -n ${DISK:-} ]]; then
    mount -t tmpfs -o "size=$DISK" tmpfs "$folder/data"
  fi
  start_engine
  start_sshd
}

start_engine() {
  engine &
  echo $! >"$folder/pids/dockerd"
}

start_sshd() {
  daemon &
  echo $! >"$folder/pids/sshd"
}

answers() {
  [[ -S $folder/run/docker.sock ]] && curl -sf --unix-socket "$folder/run/docker.sock" http://engine/_ping >/dev/null
}

engine() {
  exec dockerd --host unix:///run/docker.sock --data-root "$folder/data" --exec-root /run/docker --pidfile /run/docker.pid \
    --bip "172.31.$number.1/24" --default-address-pool "base=172.30.0.0/16,size=24" --cgroup-parent "/$name" \
    --insecure-registry "10.231.$number.0/30" --insecure-registry "10.232.$number.0/30" \
    >>"$folder/dockerd.log" 2>&1
}

daemon() {
  exec /usr/sbin/sshd -D -e -f "$folder/sshd_config" >>"$folder/sshd.log" 2>&1
}

# host_keys <folder>
host_keys() {
  ssh-keygen -q -t ed25519 -N '' -f "$1/host_key"
  ssh-keygen -q -t rsa -N '' -f "$1/host_key_rsa"
  ssh-keygen -q -t ecdsa -N '' -f "$1/host_key_ecdsa"
}

settings() {
  host_keys "$folder"
  cat >"$folder/sshd_config" <<END
ListenAddress $address
Port 22
HostKey $folder/host_key
HostKey $folder/host_key_rsa
HostKey $folder/host_key_ecdsa
AuthorizedKeysFile $folder/authorized_keys
PidFile none
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PermitRootLogin prohibit-password
AllowStreamLocalForwarding ${STREAM_LOCAL:-yes}
AllowTcpForwarding yes
LogLevel VERBOSE
${SFTP-Subsystem sftp internal-sftp}
END
}

case $command in
  clear) clear_it ;;
  again) inside ;;
  engine)
    kill_contained
    for pid in $(ip netns pids "$name"); do
      case $(readlink "/proc/$pid/exe") in
        */containerd* | */docker*) kill -KILL "$pid" 2>/dev/null || true ;;
      esac
    done
    nsenter --mount --net --target "$(<"$folder/pids/sshd")" bash "$0" again-engine "$name" "$number" "$folder"
    until answers; do
      if ! kill -0 "$(<"$folder/pids/dockerd")" 2>/dev/null; then
        tail -n 3 "$folder/dockerd.log"
        exit 1
      fi
      sleep 0.05
    done
    ;;
  keys)
    mkdir -p "$folder/new"
    host_keys "$folder/new"
    ;;
  sshd)
    mv -f "$folder"/new/* "$folder"
    nsenter --mount --net --target "$(<"$folder/pids/dockerd")" bash "$0" again-sshd "$name" "$number" "$folder"
    ;;
  again-engine)
    umount /run/docker/netns/* 2>/dev/null || true
    rm -rf /run/docker /run/docker.pid
    start_engine
    ;;
  again-sshd) start_sshd ;;
  run)
    clear_it
    network
    mkdir -p "$folder"
    # sshd reads who is let in as the user who comes
    chmod 711 "$folder"
    chmod 644 "$folder/authorized_keys"
    settings
    trap clear_it EXIT
    nsenter --net="/run/netns/$name" unshare --mount bash "$0" again "$name" "$number" "$folder"
    until answers; do
      sleep 0.05
    done
    echo "up $address"
    cat >/dev/null
    ;;
esac
