# shellcheck shell=sh
# What a server runs, and who holds its lock; changes nothing.
[ -d "$data" ] || { say problem "the data directory $data is missing"; exit 1; }
here=$(current)
say current "$here"
if [ -d "$lock" ]; then say lock "$(cat "$lock/holder" 2>/dev/null || :)"; fi
if [ -n "$here" ]; then
  while read -r service image _ <&3; do
    say running "$service" "$(judge "$service" 3 3<&-)" "$image"
  done 3< "$releases/$here/services"
fi
[ ! -e "$data/deploy.log" ] || tail -n 5 "$data/deploy.log" | say_lines audit
