# shellcheck shell=sh
# What every remote script begins with: where things lie, and the words the scripts are written in.
# The client sends this file and the script as one text: sh -c "$(cat lib.sh pull.sh)" deploy-pull DATA PROJECT ENGINE ...
# A script answers in lines of fields separated by tabs; the first field is the kind.
set -eu
umask 077
# A lost connection must not stop a script half way: the guard decides what happens then.
trap '' HUP PIPE

data=$1 project=$2 engine=$3
shift 3
releases=$data/releases
lock=$data/deploy.lock

say() {
  kind=$1
  shift
  { printf '%s' "$kind" && for field in "$@"; do printf '\t%s' "$field"; done && printf '\n'; } 2>/dev/null || :
}

say_lines() { while IFS= read -r text || [ -n "$text" ]; do say "$1" "$text"; done; }

audit() { printf '%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" >> "$data/deploy.log"; }

current() {
  link=$(readlink "$data/current" || :)
  printf '%s' "${link##*/}"
}

result() { sed -n 's/^ *"result": "\([a-z]*\)".*/\1/p' "$releases/$1/release.json"; }

mark() {
  sed "s/^\( *\"result\": \"\)[a-z]*/\1$2/" "$releases/$1/release.json" > "$releases/$1/release.json.new"
  mv -f "$releases/$1/release.json.new" "$releases/$1/release.json"
}

# Only the holder of the lock may change anything; the guard waits for a change that is under way.
hold() {
  [ "$(cat "$lock/token" 2>/dev/null)" = "$1" ] || { say problem "this deploy no longer holds the lock"; exit 10; }
  printf '%s\n' "$$" > "$lock/busy"
}

containers() {
  service_label=com.docker.compose.service=$1 project_label=com.docker.compose.project=$project
  if [ "$engine" = swarm ]; then
    service_label=com.docker.swarm.service.name=${project}_$1 project_label=com.docker.stack.namespace=$project
  fi
  shift
  docker ps -q --no-trunc --filter "label=$project_label" --filter "label=$service_label" "$@"
}

# compose RELEASE WORD...: in the environment of that release, which never stands in an argument.
compose() (
  release=$1
  shift
  set -a
  # shellcheck source=/dev/null
  . "$releases/$release/secrets.env"
  # shellcheck source=/dev/null
  . "$releases/$release/version.env"
  set +a
  exec < /dev/null
  case $engine in
    v1) docker-compose -p "$project" -f "$releases/$release/compose.yml" "$@" ;;
    v2) docker compose -p "$project" -f "$releases/$release/compose.yml" "$@" ;;
    swarm) docker "$@" ;;
  esac
)

# Replaces every secret of release $1 by value, the longest first; of a secret of several lines, every line.
redact() {
  names=$(sed -n 's/^\([A-Z_][A-Z0-9_]*\)=.*/\1/p' "$releases/$1/secrets.env" 2>/dev/null | tr '\n' ' ')
  (
    set -a
    # shellcheck source=/dev/null
    [ ! -e "$releases/$1/secrets.env" ] || . "$releases/$1/secrets.env"
    set +a
    awk -v names="$names" '
      function keep(text) { if (length(text) > 0) hidden[++count] = text }
      BEGIN {
        split(names, name, " ")
        for (i in name) {
          parts = split(ENVIRON[name[i]], part, "\n")
          for (j = 1; j <= parts; j++) if (parts == 1 || length(part[j]) > 3) keep(part[j])
        }
        for (i = 1; i <= count; i++) for (j = i + 1; j <= count; j++)
          if (length(hidden[j]) > length(hidden[i])) { text = hidden[i]; hidden[i] = hidden[j]; hidden[j] = text }
      }
      {
        line = $0
        for (i = 1; i <= count; i++) {
          done = ""
          while ((at = index(line, hidden[i])) > 0) {
            done = done substr(line, 1, at - 1) "[redacted]"
            line = substr(line, at + length(hidden[i]))
          }
          line = done line
        }
        print line
      }'
  )
}
