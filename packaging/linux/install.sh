#!/bin/sh
# Puts Clientele into the menu of this person, and opens *.clientele files with it. The program stays in this folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
mkdir -p "$share/applications" "$share/mime/packages" "$share/icons/hicolor/256x256/apps"
sed "s|^Exec=.*|Exec=\"$here/clientele\" %f|" "$here/clientele.desktop" > "$share/applications/clientele.desktop"
cp "$here/clientele-mime.xml" "$share/mime/packages/clientele.xml"
cp "$here/clientele.png" "$share/icons/hicolor/256x256/apps/clientele.png"
if command -v update-mime-database > /dev/null; then update-mime-database "$share/mime"; fi
if command -v update-desktop-database > /dev/null; then update-desktop-database "$share/applications"; fi
