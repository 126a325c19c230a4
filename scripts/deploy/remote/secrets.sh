# shellcheck shell=sh
# Writes the secrets of a release, for its owner alone. TOKEN RELEASE. Stdin: NAME='value' lines for sh.
hold "$1"
cat > "$releases/$2/secrets.env.new"
mv "$releases/$2/secrets.env.new" "$releases/$2/secrets.env"
rm -f "$lock/busy"
