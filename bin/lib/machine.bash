# What the commands need of the machine: a JDK, Maven, packages. Sourced, never run.
# shellcheck shell=bash disable=SC2154 # root comes from the command that sources this

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

may_install() { [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; }

# Installs packages and starts none of their services: apt_install <why> <package>...
apt_install() {
  local why=$1 policy=/usr/sbin/policy-rc.d ours='' failed=''
  shift
  say "Installing with apt: $* ($why)"
  if [[ ! -e $policy && ! -L $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    ours=yes
  fi
  apt_refresh
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 || failed=yes
  [[ -z $ours ]] || rm -f "$policy"
  [[ -z $failed ]] || die "apt could not install $*: see its message above."
}

apt_refreshed=
apt_refresh() {
  [[ -z $apt_refreshed ]] || return 0
  apt-get update -qq >&2 || say "The package lists could not be refreshed; going on with the ones that are here."
  apt_refreshed=yes
}

# need_command <command> <package>: installs the package where the command is missing and that is allowed.
need_command() {
  command -v "$1" >/dev/null && return
  may_install || die "The command $1 is missing: install the package $2."
  apt_install "for $1" "$2"
}

# Sets JDK to the folder of a JDK 25 or newer, or fails; asks no JVM, so that it takes no time.
find_jdk() {
  local folder java=
  if java=$(command -v java); then
    java=$(readlink -f "$java")
    java=${java%/bin/java}
  fi
  for folder in "${JAVA_HOME:-}" "$java" /usr/lib/jvm/*; do
    if [[ -n $folder ]] && jdk_is_recent "$folder"; then
      JDK=$folder
      return 0
    fi
  done
  return 1
}

jdk_is_recent() {
  local line
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
      ((BASH_REMATCH[1] >= 25))
      return
    fi
  done <"$1/release"
  return 1
}

need_jdk() {
  local package
  find_jdk && return
  if may_install; then
    apt_refresh
    for package in openjdk-25-jdk-headless temurin-25-jdk; do
      if apt-cache show "$package" >/dev/null 2>&1; then
        apt_install "the JDK" "$package"
        find_jdk && return
      fi
    done
  fi
  die "No JDK 25 was found: install one (for example Temurin 25) and set JAVA_HOME to it."
}

# maven <argument>...: runs Maven on the JDK, in the repository.
maven() {
  need_command mvn maven
  # the options only silence what newer JDKs say about Maven's own libraries
  (cd "$root" && JAVA_HOME=$JDK \
    MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" mvn -B "$@")
}

# build <jar> <stamp> <what to say> <sources>... -- <Maven arguments>...: builds where the jar is missing or older than its sources.
build() {
  local jar=$1 stamp=$2 what=$3 sources=()
  shift 3
  while [[ $1 != -- ]]; do
    sources+=("$1")
    shift
  done
  shift
  if fresh "$jar" "$jar" "${sources[@]}" || fresh "$jar" "$stamp" "${sources[@]}"; then
    return 0
  fi
  say "Building $what…"
  mkdir -p "$root/target"
  : >"$root/target/build-started"
  # Maven ends with escape codes even where nobody looks on
  maven -q "$@" -DskipTests -Dspotless.check.skip package 2>&1 | sed $'s/\e\\[[0-9;]*m//g' >&2 || die "The build failed: see Maven's message above."
  mv "$root/target/build-started" "$stamp"
}

# fresh <jar> <mark> <sources>...: the jar is there and no source is newer than the mark.
fresh() {
  local jar=$1 mark=$2
  shift 2
  [[ -e $jar && -e $mark ]] && [[ -z $(find "$@" -newer "$mark" -print -quit) ]]
}

# need_caddy_of_today: exports APPALOFT_TEST_CADDY, a Caddy that reads where names lead from files (2.8 or newer). Where the system's own
# packages are older the one of Debian's trixie-backports is unpacked, not installed, into the user's cache.
need_caddy_of_today() {
  local folder=${XDG_CACHE_HOME:-$HOME/.cache}/appaloft/caddy
  if [[ -z ${APPALOFT_TEST_CADDY:-} ]]; then
    if caddy_is_of_today "$(command -v caddy || true)"; then
      APPALOFT_TEST_CADDY=$(command -v caddy)
    else
      caddy_is_of_today "$folder/caddy" || unpack_caddy "$folder"
      APPALOFT_TEST_CADDY=$folder/caddy
    fi
  fi
  caddy_is_of_today "$APPALOFT_TEST_CADDY" || die "$APPALOFT_TEST_CADDY is no Caddy 2.8 or newer: set APPALOFT_TEST_CADDY to one."
  export APPALOFT_TEST_CADDY
}

caddy_is_of_today() {
  [[ -x $1 ]] && [[ $("$1" version 2>/dev/null) =~ ^v?2\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 8))
}

# unpack_caddy <folder>: the package is verified by the keys of Debian that the machine has; its own package lists stay as they are.
unpack_caddy() {
  local folder=$1 keys=/usr/share/keyrings/debian-archive-keyring.gpg from work apt=()
  local other='set APPALOFT_TEST_CADDY to a Caddy 2.8 or newer.'
  apt_refresh
  from=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
  [[ -n $from && -r $keys ]] || die "Only Debian's packages are known here: $other"
  say "Unpacking Caddy from Debian's trixie-backports into $folder (for the tests)"
  work=$(mktemp -d "${TMPDIR:-/tmp}/appaloft-caddy.XXXXXX")
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$folder"
  printf 'deb [signed-by=%s] %s trixie-backports main\n' "$keys" "$from" >"$work/sources.list"
  apt=(apt-get -q -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  if ! { "${apt[@]}" update && (cd "$work" && "${apt[@]}" download caddy) && dpkg-deb -x "$work"/caddy_*.deb "$work/unpacked"; } >&2; then
    rm -rf "$work"
    die "Caddy could not be unpacked from Debian's trixie-backports, see above: $other"
  fi
  mv "$work/unpacked/usr/bin/caddy" "$folder/caddy"
  rm -rf "$work"
}
