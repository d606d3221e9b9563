# The Docker engine the commands use, spoken to over its API, so that no docker client is needed. Sourced, never run.
# shellcheck shell=bash

BASE_IMAGE_NAME=busybox
BASE_IMAGE_TAG=stable-musl
ENGINE_PID=

# engine <method> <path> [curl argument]...
engine() {
  local method=$1 path=$2 host=${DOCKER_HOST:-unix:///var/run/docker.sock}
  shift 2
  case $host in
    unix://*) curl -sS -f -X "$method" --unix-socket "${host#unix://}" "$@" "http://engine$path" ;;
    tcp://*) curl -sS -f -X "$method" "$@" "http://${host#tcp://}$path" ;;
    *) die "DOCKER_HOST $host is not understood here: use unix:// or tcp://." ;;
  esac
}

engine_answers() { engine GET /_ping --max-time 5 >/dev/null 2>&1; }

# Starts an engine where none answers and that is allowed; sets ENGINE_PID if it is ours: need_engine <log folder>
need_engine() {
  local log=$1/dockerd.log packages=()
  need_command curl curl
  engine_answers && return
  [[ -z ${DOCKER_HOST:-} || $DOCKER_HOST == unix:///var/run/docker.sock ]] ||
    die "No Docker engine answers on $DOCKER_HOST: start it, or unset DOCKER_HOST."
  may_install || die "No Docker engine answers: install and start Docker, or point DOCKER_HOST to one."
  command -v dockerd >/dev/null || packages+=(docker.io)
  command -v iptables >/dev/null || packages+=(iptables)
  cgroups_mounted || command -v cgroupfs-mount >/dev/null || packages+=(cgroupfs-mount)
  ((${#packages[@]} == 0)) || apt_install "the Docker engine" "${packages[@]}"
  start_engine "$log"
}

start_engine() {
  local log=$1 waited
  if [[ -d /run/systemd/system ]]; then
    say "Starting the Docker engine (systemctl start docker)"
    systemctl start docker
  else
    cgroups_mounted || cgroupfs-mount
    say "Starting the Docker engine (log: $log)"
    setsid nohup dockerd >"$log" 2>&1 </dev/null &
    ENGINE_PID=$!
  fi
  for ((waited = 0; waited < 60; waited++)); do
    engine_answers && return
    [[ -z $ENGINE_PID ]] || kill -0 "$ENGINE_PID" 2>/dev/null || break
    sleep 0.5
  done
  [[ ! -r $log ]] || tail -n 5 "$log" >&2
  die "The Docker engine did not start: see the lines above and $log."
}

cgroups_mounted() { [[ -e /sys/fs/cgroup/cgroup.controllers || -d /sys/fs/cgroup/memory ]]; }

# Stops the engine only if need_engine started it.
stop_own_engine() {
  [[ -z $ENGINE_PID ]] || stop_process "$ENGINE_PID" 30
  ENGINE_PID=
}

# stop_process <pid> <seconds>: asks it to end, waits, and insists.
stop_process() {
  local waited
  kill "$1" 2>/dev/null || return 0
  for ((waited = 0; waited < $2 * 5; waited++)); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.2
  done
  kill -9 "$1" 2>/dev/null || true
}

# The example's base image: pulled, or, where no registry answers, made of this machine's static busybox.
need_base_image() {
  local image=$BASE_IMAGE_NAME:$BASE_IMAGE_TAG
  has_image "$image" && return
  say "Pulling the image $image"
  engine POST "/images/create?fromImage=$BASE_IMAGE_NAME&tag=$BASE_IMAGE_TAG" --max-time 120 >/dev/null 2>&1 || true
  has_image "$image" && return
  say "It cannot be pulled; making $image of this machine's busybox instead"
  import_busybox
  has_image "$image" || die "The image $image can neither be pulled nor made: pull it by hand and run this again."
}

has_image() { engine GET "/images/$1/json" >/dev/null 2>&1; }

import_busybox() {
  local folder busybox applet
  busybox=$(static_busybox)
  folder=$(mktemp -d)
  mkdir -p "$folder"/{bin,etc,tmp,root}
  chmod 1777 "$folder/tmp"
  cp "$busybox" "$folder/bin/busybox"
  for applet in $("$busybox" --list); do
    [[ $applet == busybox ]] || ln -s busybox "$folder/bin/$applet"
  done
  tar -C "$folder" --numeric-owner -cf - . |
    engine POST "/images/create?fromSrc=-&repo=$BASE_IMAGE_NAME&tag=$BASE_IMAGE_TAG" \
      -H 'Content-Type: application/x-tar' --data-binary @- >/dev/null
  rm -rf "$folder"
}

# Prints the path of a busybox that needs no libraries.
static_busybox() {
  local busybox
  busybox=$(command -v busybox || true)
  if [[ -z $busybox ]] || ! "$busybox" --list | grep -x httpd >/dev/null || ldd "$busybox" >/dev/null 2>&1; then
    may_install || die "Neither the image nor a static busybox is here: pull $BASE_IMAGE_NAME:$BASE_IMAGE_TAG."
    apt_install "the example's base image" busybox-static
    busybox=$(command -v busybox)
  fi
  printf '%s\n' "$busybox"
}

# remove_labelled <label=value>: containers, then the networks and images that carry it.
remove_labelled() {
  local id filter
  filter="filters=$(printf '{"label":["%s"]}' "$1" | sed 's/{/%7B/g; s/}/%7D/g; s/\[/%5B/g; s/\]/%5D/g; s/"/%22/g; s/=/%3D/g')"
  for id in $(engine GET "/containers/json?all=1&$filter" | ids); do
    engine DELETE "/containers/$id?force=1&v=1" >/dev/null || true
  done
  for id in $(engine GET "/networks?$filter" | ids); do
    engine DELETE "/networks/$id" >/dev/null || true
  done
  for id in $(engine GET "/images/json?all=0&$filter" | ids); do
    engine DELETE "/images/$id?force=1" >/dev/null || true
  done
}

ids() { grep -oE '"Id":"(sha256:)?[0-9a-f]+"' | cut -d'"' -f4 || true; }
