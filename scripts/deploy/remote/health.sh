# shellcheck shell=sh
# Waits until every service of a release is healthy, then says what died and came back, and when. RELEASE.
wait_healthy "$1" || exit 20
label=com.docker.compose.service
[ "$engine" != swarm ] || label=com.docker.swarm.service.name
docker events --since "$(cat "$lock/since")" --until 0s --filter type=container --filter "label=$label" --filter event=die \
  --filter event=start --filter event=health_status \
  --format "{{index .Actor.Attributes \"$label\"}}$(printf '\t'){{.Action}}$(printf '\t'){{.TimeNano}}" |
  while IFS=$(printf '\t') read -r service action nanoseconds; do
    say happened "${service#"${project}"_}" "$action" "$nanoseconds"
  done
