# shellcheck shell=sh
# Removes the lock, whoever holds it. WHO REASON.
[ -d "$lock" ] || { say unlocked ""; exit 0; }
holder=$(cat "$lock/holder" 2>/dev/null || echo 'somebody who left no name')
audit "$1 removed the lock of $holder: $2"
mv "$lock" "$lock.removed.$$"
rm -rf "$lock.removed.$$"
say unlocked "$holder"
