# `appaloft demo`: everything the story needs, the story, and tidying up. Sourced, never run.
# shellcheck shell=bash disable=SC2154 # root and the jars come from the command that sources this

once=
data=
work=
control_plane_pid=
control_plane_url=
scratch=

demo() {
  case ${1:-} in
    --once) once=yes ;;
    '') ;;
    -h | --help)
      say "Usage: appaloft demo [--once]   Deploys, breaks and recovers an example on real containers; --once stops it all."
      return 0
      ;;
    *)
      say "demo knows only --once; see \`appaloft demo --help\`."
      return 2
      ;;
  esac
  need_jdk
  place_files
  trap demo_over EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  need_engine "$data"
  need_base_image
  build_cli
  build_control_plane
  need_control_plane
  tell_story
}

place_files() {
  if [[ -n $once ]]; then
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/appaloft-demo.XXXXXX")
    data=$scratch/data
    unset APPALOFT_DATABASE_URL APPALOFT_HTTP_HOST APPALOFT_HTTP_PORT APPALOFT_ADMIN_TOKEN
  else
    data=${APPALOFT_DATA_DIR:-$HOME/.appaloft}
  fi
  unset APPALOFT_URL APPALOFT_TOKEN
  export APPALOFT_DATA_DIR=$data
  mkdir -p "$data"
  chmod 700 "$data"
  work=$data/demo/hello-$(date -u +%Y%m%d-%H%M%S)
  mkdir -p "$work"
}

need_control_plane() {
  local url port log=$data/control-plane.log
  if url=$(served_url); then
    say "Using the control plane that already serves on $url"
    control_plane_url=$url
    return
  fi
  port=${APPALOFT_HTTP_PORT:-8080}
  if [[ -n $once ]] || { [[ -z ${APPALOFT_HTTP_PORT:-} ]] && port_taken "$port"; }; then
    port=$(free_port)
  fi
  export APPALOFT_HTTP_PORT=$port
  url=http://${APPALOFT_HTTP_HOST:-127.0.0.1}:$port
  control_plane_url=$url
  say "Starting the control plane on $url (log: $log)"
  setsid nohup "$JDK/bin/java" -jar "$control_plane_jar" >"$log" 2>&1 </dev/null &
  control_plane_pid=$!
  await_ready "$url" "$log"
}

await_ready() {
  local waited
  for ((waited = 0; waited < 300; waited++)); do
    if ready "$1"; then
      [[ -e $data/server.json ]] || export APPALOFT_URL=$1
      return 0
    fi
    kill -0 "$control_plane_pid" 2>/dev/null || break
    sleep 0.4
  done
  tail -n 15 "$2" >&2
  die "The control plane did not become ready: see the lines above and $2."
}

ready() { curl -sf --max-time 5 "$1/api/health/ready" >/dev/null 2>&1; }

# Prints where a control plane of this data folder serves, or fails.
served_url() {
  local url
  [[ -r $data/server.json ]] || return 1
  url=$(grep -oE '"url" *: *"[^"]+"' "$data/server.json" | cut -d'"' -f4)
  [[ -n $url ]] && ready "$url" && printf '%s\n' "$url"
}

port_taken() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)) && port_taken "$port"; do :; done
  printf '%s\n' "$port"
}

tell_story() {
  local told=0
  run_cli demo-story --example "$root/examples/hello" --work "$work" || told=$?
  if [[ -z $once ]]; then
    printf '\nThe control plane goes on serving: %s\n' "$(served_url || printf '%s' "$control_plane_url")"
    printf 'Its token: %s\n' "${APPALOFT_ADMIN_TOKEN:-$(cat "$data/admin-token" 2>/dev/null || printf 'the one it was started with')}"
    [[ -z $control_plane_pid ]] || printf 'Stop it with: kill %s\n' "$control_plane_pid"
  fi
  return "$told"
}

# Whatever happened: with --once nothing that was started is left behind.
demo_over() {
  local outcome=$?
  trap - EXIT INT TERM
  if [[ -n $once ]]; then
    tidy_up || say "Not everything could be tidied up; what is left is in $scratch"
  fi
  exit "$outcome"
}

tidy_up() {
  local database
  say "Stopping what was started"
  [[ -z $control_plane_pid ]] || stop_process "$control_plane_pid" 30
  while IFS= read -r database; do
    stop_process "$(head -n 1 "$database")" 15
  done < <(find "$data" -name postmaster.pid 2>/dev/null)
  if [[ -s $data/installation-id ]] && engine_answers; then
    remove_labelled "com.appaloft.installation=$(<"$data/installation-id")"
  fi
  stop_own_engine
  rm -rf "$scratch"
}
