# shellcheck shell=sh
# Makes a healthy release the current one, and prunes. TOKEN RELEASE KEEP TEXT. Stdin: release.json as it stays.
hold "$1"
release=$2 keep=$3
trap 'rm -f "$lock/busy"' EXIT
cat > "$releases/$release/release.json.new"
mv -f "$releases/$release/release.json.new" "$releases/$release/release.json"
ln -sfn "releases/$release" "$data/current.new"
mv -Tf "$data/current.new" "$data/current"
rm -f "$lock/started"
audit "$4"
say finished "$release"

# Kept: what runs, the newest good ones to go back to, and no more failures than that.
good=0 all=0 dropped=
for number in $(find "$releases" -mindepth 1 -maxdepth 1 -type d | sed -n 's|.*/\([0-9][0-9]*\)-[^/]*$|\1|p' | sort -rn); do
  name=$(basename "$releases/$number"-*)
  all=$((all + 1))
  if [ "$(result "$name")" = good ]; then good=$((good + 1)) place=$good; else place=$all; fi
  if [ "$place" -gt "$keep" ] && [ "$name" != "$release" ]; then dropped="$dropped $name"; fi
done
for name in $dropped; do
  sed -n 's/^[^ ]* \([^ ]*\) yes .*/\1/p' "$releases/$name/services" > "$lock/images" || :
  rm -rf "${releases:?}/$name"
  say pruned "$name"
  while IFS= read -r image <&3; do
    if ! grep -qsF " $image yes " "$releases"/*/services && [ -z "$(docker ps -aq --filter "ancestor=$image")" ]; then
      docker rmi "$image" > /dev/null 2>&1 || :
    fi
  done 3< "$lock/images"
done
