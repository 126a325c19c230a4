# shellcheck shell=sh
# The last lines that services wrote, without the secrets. LINES SERVICE...
lines=$1
shift
here=$(current)
[ -n "$here" ] || { say problem "no release is current"; exit 1; }
for service in "$@"; do
  id=$(containers "$service" -a | head -n 1)
  [ -n "$id" ] || { say log "$service" "(no container)"; continue; }
  docker logs --tail "$lines" "$id" 2>&1 | redact "$here" | while IFS= read -r line || [ -n "$line" ]; do say log "$service" "$line"; done
done
