# shellcheck shell=sh
# Every release that is kept, newest first, and which one is current; changes nothing.
say current "$(current)"
[ -d "$releases" ] || exit 0
for number in $(find "$releases" -mindepth 1 -maxdepth 1 -type d | sed -n 's|.*/\([0-9][0-9]*\)-[^/]*$|\1|p' | sort -rn); do
  name=$(basename "$releases/$number"-*)
  say release "$name" "$(tr '\n' ' ' < "$releases/$name/release.json")"
done
