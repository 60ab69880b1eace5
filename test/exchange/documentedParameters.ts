/**
 * The cmdlets that scripts and pasted lines may use, with parameters of theirs, as Microsoft documents them:
 * https://learn.microsoft.com/powershell/module/exchangepowershell/ for those of Exchange Online,
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/ and its neighbours for those of PowerShell.
 */
export const documentedParameters: Readonly<Record<string, readonly string[]>> = {
  "Add-MailboxPermission": ["Identity", "User", "AccessRights", "InheritanceType", "AutoMapping", "Confirm"],
  "Add-RecipientPermission": ["Identity", "Trustee", "AccessRights", "Confirm"],
  "Connect-ExchangeOnline": [
    "AppId",
    "Organization",
    "CertificateFilePath",
    "CertificatePassword",
    "CertificateThumbprint",
    "ShowBanner",
  ],
  "Disconnect-ExchangeOnline": ["Confirm", "ErrorAction"],
  "Get-CASMailbox": ["Identity"],
  "Get-MailboxPermission": ["Identity", "User"],
  "Get-RecipientPermission": ["Identity", "Trustee"],
  "Set-CASMailbox": ["Identity", "ImapEnabled", "PopEnabled", "SmtpClientAuthenticationDisabled"],

  "ConvertTo-SecureString": ["String", "AsPlainText", "Force"],
  "Format-List": ["Property"],
  "Get-Module": ["Name", "ListAvailable"],
  "Import-Module": ["Name"],
  "Out-Null": [],
  "Resolve-Path": ["LiteralPath"],
  "Select-Object": ["Property"],
  "Set-StrictMode": ["Version"],
  "Where-Object": ["FilterScript"],
  "Write-Output": [],
};
