; The installer for Windows, made by Inno Setup 6.3 or later from dist\clientele:
;   iscc /DVersion=0.1.0 packaging\windows\clientele.iss
; For one person, without the rights of an administrator. What the program wrote (its clients, its settings) is in
; other folders and is never touched, neither by an update nor by leaving.

#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif
#define Root "..\.."

[Setup]
; Never to change: by it an update finds the program that is there.
AppId={{7C3B0C34-5B3A-4F53-9E3C-6E1E2A5D9B41}
AppName=Clientele
AppVersion={#Version}
AppPublisher=Clientele
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\Clientele
DefaultGroupName=Clientele
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
; Held by the running program, which Setup then asks to close (ui/__main__.py).
AppMutex=Clientele
CloseApplications=no
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
ChangesAssociations=yes
SetupIconFile={#Root}\build\icons\clientele.ico
UninstallDisplayIcon={app}\clientele.exe
UninstallDisplayName=Clientele
OutputDir={#Root}\dist
OutputBaseFilename=clientele-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=auto

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[CustomMessages]
en.FileKind=Clientele file
fr.FileKind=Fichier Clientèle

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Parts of an older version must not be found by the new one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\clientele\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Clientele"; Filename: "{app}\clientele.exe"
Name: "{autodesktop}\Clientele"; Filename: "{app}\clientele.exe"; Tasks: desktop

[Registry]
Root: HKA; Subkey: "Software\Classes\.clientele"; ValueType: string; ValueData: "Clientele.book"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.clientele\OpenWithProgids"; ValueType: string; ValueName: "Clientele.book"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Clientele.book"; ValueType: string; ValueData: "{cm:FileKind}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Clientele.book\DefaultIcon"; ValueType: string; ValueData: "{app}\clientele.exe,0"
Root: HKA; Subkey: "Software\Classes\Clientele.book\shell\open\command"; ValueType: string; ValueData: """{app}\clientele.exe"" ""%1"""

[Run]
Filename: "{app}\clientele.exe"; Description: "{cm:LaunchProgram,Clientele}"; Flags: nowait postinstall skipifsilent
