# shellcheck shell=sh
# How a release is started, judged and put back. Sent between lib.sh and the scripts that need it.

# unchanged RELEASE SERVICE IMAGE OURS: runs already as RELEASE wants it. A new tag on the same image is no change;
# where the definitions of the two releases differ, Compose decides.
unchanged() {
  id=$(containers "$2" -a)
  case $id in '' | *[!0-9a-f]*) return 1 ;; esac
  running=$(docker inspect -f '{{.State.Running}} {{.Image}} {{index .Config.Labels "com.docker.compose.project.config_files"}}' "$id")
  case $running in "true sha256:"*/compose.yml) ;; *) return 1 ;; esac
  from=${running##* }
  for file in compose.yml secrets.env; do
    cmp -s "${from%/*}/$file" "$releases/$1/$file" || return 1
  done
  [ "$4" = no ] && return 0
  image_id=${running#true }
  [ "${image_id%% *}" = "$(docker image inspect -f '{{.Id}}' "$3")" ]
}

# What an interrupted Compose left beside the container of service $1, and containers of services that are no more.
drop_leftovers() {
  [ "$(containers "$1" -a | wc -l)" -le 1 ] ||
    containers "$1" -a --filter status=created --filter status=exited --filter status=dead | xargs -r docker rm > /dev/null
}

drop_orphans() {
  docker ps -a --filter "label=com.docker.compose.project=$project" --format '{{.ID}} {{.Label "com.docker.compose.service"}}' |
    while read -r id service; do
      grep -q "^$service " "$releases/$1/services" || { docker stop "$id" && docker rm "$id"; } > /dev/null
    done
}

# up RELEASE: starts what differs from RELEASE, in the order of its services.
up() {
  if [ "$engine" = swarm ]; then
    printed=$(compose "$1" stack deploy --with-registry-auth --compose-file "$releases/$1/compose.yml" "$project" 2>&1) && return 0
    printf '%s\n' "$printed" | redact "$1" | say_lines output
    return 1
  fi
  drop_orphans "$1"
  while read -r service image ours _ <&3; do
    if unchanged "$1" "$service" "$image" "$ours"; then
      say kept "$service"
      continue
    fi
    drop_leftovers "$service"
    printed=$(compose "$1" up -d --no-deps --no-build "$service" 2>&1 3<&-) || {
      say culprit "$service" "could not be started"
      printf '%s\n' "$printed" | redact "$1" | say_lines output
      return 1
    }
    say started "$service"
  done 3< "$releases/$1/services"
}

# What happened to container $1 since this deploy started: the exit code of its last death, and whether memory ran out.
death() {
  id=$1 code=$2 oom=$3 tries=0
  set -- --since "$(cat "$lock/since" 2>/dev/null || echo 60s)" --until 0s --filter "container=$id"
  while :; do
    last=$(docker events "$@" --filter event=die --format '{{.Actor.Attributes.exitCode}}' | tail -n 1)
    # One that runs again has no code of its own, and the engine may tell of its death later than it counts it.
    if [ -n "$last" ] || [ "$code" != 0 ] || [ "$tries" -ge 6 ]; then break; fi
    tries=$((tries + 1))
    sleep 0.5
  done
  [ -z "$(docker events "$@" --filter event=oom --format oom)" ] || oom=true
  printf 'exit code %s' "${last:-$code}"
  [ "$oom" = false ] || printf ', out of memory'
}

# judge SERVICE POLLS: "good", "wait WHY" or "bad WHY", by the container's own health check, three times in a row.
judge() {
  if [ "$engine" = swarm ]; then
    judge_swarm "$1"
    return
  fi
  id=$(containers "$1" -a | head -n 1)
  seen=$(docker inspect -f '{{.State.Status}} {{.State.OOMKilled}} {{.State.ExitCode}} {{.RestartCount}} {{with .State.Health}}{{.Status}} {{range .Log}}{{.ExitCode}},{{end}}{{else}}none{{end}}' "${id:-none}" 2>/dev/null) || {
    echo "bad has no container"
    return
  }
  polls=$2
  # shellcheck disable=SC2086
  set -- $seen
  before=$(sed -n "s/^$id //p" "$lock/restarts" 2>/dev/null || :)
  if [ "$1" != running ] && [ "$1" != created ]; then
    echo "bad is $1 ($(death "$id" "$3" "$2"))"
  elif [ "$4" -gt "${before:-0}" ]; then
    echo "bad restarted ($(death "$id" "$3" "$2"))"
  elif [ "$5" = unhealthy ]; then
    echo "bad is unhealthy by its own check"
  elif [ "$5" = none ] && [ "$polls" -ge 3 ]; then
    echo good
  else
    case ",${6:-}" in *,0,0,0,) echo good ;; *) echo "wait is $5" ;; esac
  fi
}

# The swarm judges by the same checks: a task runs once it is healthy. A status from before this deploy says nothing.
template_of() { docker service inspect -f '{{json .Spec.TaskTemplate}}' "${project}_$1" 2>/dev/null | cksum; }
update_of() { docker service inspect -f "{{with .UpdateStatus}}$1{{end}}" "${project}_$2" 2>/dev/null || :; }
judge_swarm() {
  known=$(sed -n "s/^$1 //p" "$lock/updates" 2>/dev/null || :)
  state=
  if [ "$(update_of '{{.StartedAt}}' "$1")" != "${known#*=}" ]; then
    state=$(update_of '{{.State}}' "$1")
  elif [ -n "${known%%=*}" ] && [ "$(template_of "$1")" != "${known%%=*}" ]; then
    state=updating
  fi
  tasks=$(docker service ps --filter desired-state=running --format '{{.CurrentState}}' "${project}_$1" 2>/dev/null || :)
  case $state in
    rollback_* | paused) echo "bad was taken back by the swarm ($(update_of '{{.Message}}' "$1"))" ;;
    updating) echo "wait is updating" ;;
    *)
      case $tasks in
        '') echo "wait has no task" ;;
        Running*) echo good ;;
        *) echo "wait is $(printf '%s\n' "$tasks" | head -n 1)" ;;
      esac
      ;;
  esac
}

# wait_healthy RELEASE: 0 once every service is good; 1 with the culprit said. The limit is each service's own, in seconds.
wait_healthy() {
  begun=$(date +%s) polls=0 waiting=yes
  while [ -n "$waiting" ]; do
    polls=$((polls + 1)) waiting=
    while read -r service _ _ limit <&3; do
      verdict=$(judge "$service" "$polls" 3<&-)
      case $verdict in
        good) continue ;;
        wait*) [ $(($(date +%s) - begun)) -ge "$limit" ] || { waiting=yes; say waiting "$service" "${verdict#* }"; continue; } ;;
      esac
      case $verdict in wait*) verdict="${verdict#* } after $limit seconds" ;; *) verdict=${verdict#* } ;; esac
      diagnose "$1" "$service" "$verdict"
      return 1
    done 3< "$releases/$1/services"
    [ -z "$waiting" ] || sleep 0.5
  done
}

# diagnose RELEASE SERVICE WHY: what a person needs first: the last check's output and the last 50 lines of the log.
diagnose() {
  say culprit "$2" "$3"
  if [ "$engine" = swarm ]; then
    docker service ps --no-trunc --format '{{.Name}} {{.CurrentState}} {{.Error}}' "${project}_$2" 2>&1 | head -n 5 | redact "$1" | say_lines check
    docker service logs --raw --tail 50 "${project}_$2" 2>&1 | redact "$1" | say_lines log
    return
  fi
  id=$(containers "$2" -a | head -n 1)
  [ -n "$id" ] || return 0
  docker inspect -f '{{with .State.Health}}{{range .Log}}exit code {{.ExitCode}} {{.Output}}{{println}}{{end}}{{end}}' "$id" | grep . | tail -n 5 | redact "$1" | say_lines check
  docker logs --tail 50 "$id" 2>&1 | tail -n 50 | redact "$1" | say_lines log
}

# What start.sh writes down before it changes anything: the guard restores when it finds this.
remember() {
  date +%s > "$lock/since"
  : > "$lock/restarts"
  : > "$lock/updates"
  while read -r service _ <&3; do
    if [ "$engine" = swarm ]; then
      template=
      if docker service inspect "${project}_$service" > /dev/null 2>&1; then template=$(template_of "$service"); fi
      printf '%s %s=%s\n' "$service" "$template" "$(update_of '{{.StartedAt}}' "$service")" >> "$lock/updates"
    else
      containers "$service" -a | xargs -r docker inspect -f '{{.Id}} {{.RestartCount}}' >> "$lock/restarts"
    fi
  done 3< "$releases/$1/services"
}

take_down() {
  if [ "$engine" = swarm ]; then
    docker stack rm "$project"
  else
    compose "$1" rm -s -f
  fi > /dev/null 2>&1
}

# restore RELEASE RESULT: the release before RELEASE runs again and is healthy; the data stays as it is.
restore() {
  back=$(current)
  if [ "$2" = bad ] || [ "$(result "$1")" = pending ]; then mark "$1" "$2"; fi
  if [ -z "$back" ]; then
    take_down "$1" || { say unrestored "" "the first release could not be stopped"; return 1; }
    audit "stopped the first release $1 ($2)"
    say stopped "$1"
  else
    remember "$back"
    if up "$back" && wait_healthy "$back"; then
      audit "restored $back after $1 ($2)"
      say restored "$back"
    else
      audit "could not restore $back after $1 ($2)"
      say unrestored "$back"
      return 1
    fi
  fi
  rm -f "$lock/started"
}
