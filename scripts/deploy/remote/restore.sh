# shellcheck shell=sh
# Puts back the release before RELEASE. TOKEN RELEASE.
hold "$1"
trap 'rm -f "$lock/busy"' EXIT
restore "$2" bad || exit 21
