# shellcheck shell=sh
# Everything that must hold before a deploy, all findings at once; changes nothing. ENVIRONMENT FREE_KIB BACKUPS WORD...:
# port=N or volume=FOLDER=UID:GID=precious|plain=IMAGE. Stdin: the checksums of the compose file and the secrets to come.
environment=$1 free=$2 backups=$3
shift 3
read -r compose_sum && read -r secrets_sum

problem() { say problem "$1"; }

listens() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }'
}

# A folder of the database's own user cannot be listed from outside: a container of the same image looks.
is_empty() {
  if [ -r "$1" ] && [ -x "$1" ]; then [ -z "$(ls -A "$1")" ]; else
    docker image inspect "$2" > /dev/null 2>&1 || return 1
    listed=$(docker run --rm --network none --user 0 --entrypoint ls -v "$1:/mnt:ro" "$2" -A /mnt) && [ -z "$listed" ]
  fi
}

check_port() {
  label=com.docker.compose.project=$project
  [ "$engine" != swarm ] || label=com.docker.stack.namespace=$project
  if listens "$1" && [ -z "$(docker ps -q --filter "publish=$1" --filter "label=$label")" ]; then
    problem "port $1 is taken by something that is not ours"
  fi
}

check_volume() {
  path=$data/$1
  if [ ! -d "$path" ]; then
    problem "the folder $path is missing"
  else
    owner=$(stat -c %u:%g "$path")
    [ "$owner" = "$2" ] || problem "the folder $path belongs to $owner, not to $2"
    if [ "$3" = precious ] && [ -n "$(current)" ] && is_empty "$path" "$4"; then
      problem "the folder $path is empty, although release $(current) used it: is the right disk mounted?"
    fi
  fi
}

check_space() {
  left=$(df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${left:-$free}" -ge "$free" ] || problem "only $left KiB are free on $1, $free are needed"
}

if ! printed=$(docker version --format '{{.Server.Version}}' 2>&1); then
  problem "Docker does not answer: $(printf '%s' "$printed" | tail -n 1)"
elif [ "$engine" = swarm ]; then
  [ "$(docker info --format '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}')" = "active true" ] ||
    problem "this server is not a manager of a swarm"
  say engine swarm
elif docker compose version > /dev/null 2>&1; then
  say engine v2
  engine=v2
elif docker-compose version > /dev/null 2>&1; then
  say engine v1
  engine=v1
else
  problem "neither \"docker compose\" nor \"docker-compose\" works"
fi
say time "$(date +%s)"
command -v flock > /dev/null || problem "flock is missing (package util-linux)"
marker=$data/.$project
if [ ! -d "$data" ]; then
  problem "the data directory $data is missing"
elif [ ! -r "$marker" ]; then
  problem "the data directory has no marker $marker: is the right disk mounted?"
elif [ "$(cat "$marker")" != "$environment" ]; then
  problem "the marker $marker says \"$(cat "$marker")\", not \"$environment\""
else
  [ -w "$data" ] || problem "the data directory $data cannot be written to"
  if [ -n "$backups" ] && { [ ! -d "$data/$backups" ] || [ ! -w "$data/$backups" ]; }; then
    problem "the folder $data/$backups is missing or cannot be written to"
  fi
  check_space "$data"
  check_space "$(docker info --format '{{.DockerRootDir}}' 2>/dev/null)"
  for word in "$@"; do
    rest=${word#*=}
    case $word in
      port=*) check_port "$rest" ;;
      volume=*)
        folder=${rest%%=*} rest=${rest#*=}
        owner=${rest%%=*} rest=${rest#*=}
        check_volume "$folder" "$owner" "${rest%%=*}" "${rest#*=}"
        ;;
    esac
  done
fi

here=$(current)
say current "$here"
[ ! -d "$lock" ] || say lock "$(cat "$lock/holder" 2>/dev/null || :)"
if [ -n "$here" ]; then
  sums=$(cd "$releases/$here" && sha256sum < compose.yml && sha256sum < secrets.env) || :
  [ "$sums" = "$compose_sum
$secrets_sum" ] && say same
  while read -r service _ <&3; do
    say running "$service" "$(judge "$service" 3 3<&-)"
  done 3< "$releases/$here/services"
fi
