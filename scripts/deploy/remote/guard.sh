# shellcheck shell=sh
# Holds the lock for as long as the client is heard, and cleans up when it is not. The first command of a connection,
# and its last: the connection lives as long as this does. TOKEN HOLDER WAIT STALE SILENCE; then words on stdin.
token=$1 holder=$2 wait=$3 stale=$4 silence=$5

age() { echo $(($(date +%s) - $(date -r "$1" +%s 2>/dev/null || date +%s))); }

take() {
  mkdir "$lock" 2>/dev/null || return 1
  printf '%s\n' "$token" > "$lock/token"
  printf '%s, since %s\n' "$holder" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" > "$lock/holder"
  touch "$lock/heartbeat"
}

# One at a time, by a lock that the kernel drops with the process: two who find a stale lock must not take each other's.
take_over() (
  flock -n 9 || exit 1
  if [ -e "$lock/heartbeat" ]; then silent=$(age "$lock/heartbeat"); else silent=$(age "$lock"); fi
  [ -d "$lock" ] && [ "$silent" -gt "$stale" ] || exit 1
  say overtaken "$(cat "$lock/holder" 2>/dev/null || echo 'somebody who left no name')" "$silent"
  audit "took over the lock of $(cat "$lock/holder" 2>/dev/null || echo nobody), silent for $silent seconds"
  mv "$lock" "$lock.$token"
  rm -rf "$lock.$token"
) 9> "$data/deploy.takeover"

mine() { [ "$(cat "$lock/token" 2>/dev/null)" = "$token" ]; }

free() {
  kill "$watchdog" 2>/dev/null || :
  if mine; then rm -rf "$lock"; fi
  say unlocked
}

# The client is gone or gives up: let a change that is under way end, put the old release back, unlock.
abandon() {
  (while sleep 5 && mine; do touch "$lock/heartbeat"; done) > /dev/null 2>&1 &
  beating=$!
  seconds=0
  while kill -0 "$(cat "$lock/busy" 2>/dev/null || echo none)" 2>/dev/null && [ "$seconds" -lt 300 ]; do
    seconds=$((seconds + 1))
    sleep 1
  done
  outcome=0
  if [ -e "$lock/started" ]; then
    restore "$(cat "$lock/started")" abandoned || outcome=21
  elif [ -e "$lock/release" ] && [ "$(result "$(cat "$lock/release")")" = pending ]; then
    mark "$(cat "$lock/release")" abandoned
    audit "abandoned $(cat "$lock/release") before anything was started"
  fi
  kill "$beating" 2>/dev/null || :
  free
  exit "$outcome"
}

say ready
read -r word engine || exit 0
[ "$word" = lock ] || exit 0
begun=$(date +%s)
until take; do
  take_over && continue
  if [ $(($(date +%s) - begun)) -ge "$wait" ]; then
    say locked "$(cat "$lock/holder" 2>/dev/null || echo 'somebody who left no name')"
    exit 10
  fi
  sleep 1
done
say held

gone=no
trap 'gone=yes' TERM
(while sleep 2; do [ "$(age "$lock/heartbeat")" -le "$silence" ] || kill -TERM "$$"; done) > /dev/null 2>&1 < /dev/null &
watchdog=$!
while [ "$gone" = no ] && read -r word; do
  mine || { say lost; kill "$watchdog"; exit 10; }
  case $word in
    beat) touch "$lock/heartbeat" ;;
    release) free && exit 0 ;;
    *) break ;;
  esac
done
mine || exit 10
abandon
