# What up and down share: where things are, and which processes are ours.

SERVICES=(postgres mariadb mysql ferretdb mongo-java-server)
SERVICES_DIR="${SERVICES_DIR:-${TMPDIR:-/tmp}/switchyard-services}"
SERVICES_DIR="${SERVICES_DIR%/}"
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

# Standard output belongs to the exports alone.
say() { echo "services: $*" >&2; }

wanted() {
  local name
  for name in "$@"; do
    [[ " ${SERVICES[*]} " == *" $name "* ]] || { say "there is no service $name; there are ${SERVICES[*]}"; exit 2; }
  done
}

# Prints the process id of a service that runs. A number that another process has meanwhile is not taken for it.
pid_of() {
  local pid
  pid=$(cat "$SERVICES_DIR/$1.pid" 2>/dev/null) || return 1
  grep -qzF "$SERVICES_DIR/" "/proc/$pid/cmdline" 2>/dev/null || return 1
  echo "$pid"
}

# One up or down at a time; the lock goes with this process, and services are started without it.
lock() {
  mkdir -p "$SERVICES_DIR" && touch "$SERVICES_DIR/lock" 2>/dev/null || { say "cannot write to $SERVICES_DIR; name another folder in SERVICES_DIR"; exit 1; }
  exec 9>>"$SERVICES_DIR/lock"
  flock -n 9 || { say "waiting for another up or down to finish"; flock 9; }
}
