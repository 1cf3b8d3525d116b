#!/bin/sh
# Signs dist/Clientele.app and has Apple notarise it: sign.sh IDENTITY KEYCHAIN_PROFILE
# IDENTITY as "Developer ID Application: Name (TEAM)"; the profile was stored with `xcrun notarytool store-credentials`.
set -eu
identity=$1 profile=$2
here=$(cd "$(dirname "$0")" && pwd)
app="$here/../../dist/Clientele.app"

# From the inside outwards: a signature covers those of what it contains.
find "$app/Contents/Frameworks" "$app/Contents/Resources" -type f \( -name "*.dylib" -o -name "*.so" \) \
    -exec codesign --force --timestamp --options runtime --sign "$identity" {} +
find "$app/Contents/Frameworks" -type d -name "*.framework" -prune \
    -exec codesign --force --timestamp --options runtime --sign "$identity" {} +
for program in clientele-cli clientele; do
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
        --sign "$identity" "$app/Contents/MacOS/$program"
done
codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --sign "$identity" "$app"
codesign --verify --deep --strict "$app"

sent=$(mktemp -d)/Clientele.zip
ditto -c -k --keepParent "$app" "$sent"
xcrun notarytool submit "$sent" --keychain-profile "$profile" --wait
xcrun stapler staple "$app"
