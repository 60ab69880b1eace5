#Requires -Version 7.0

# Gives who signs in for a shared mailbox Full Access to it.
#
#   MAILBOX_KEY, MAILBOX_ADDRESS  the mailbox
#   MAILBOX_SIGN_IN_USER          who signs in for it
#   EXCHANGE_...                  how to sign in: see connect.ps1

. "$PSScriptRoot/connect.ps1"

Invoke-ForMailbox 'grant Full Access' {
    $address = Get-RequiredValue 'MAILBOX_ADDRESS'
    $user = Get-RequiredValue 'MAILBOX_SIGN_IN_USER'
    $granted = Get-MailboxPermission -Identity $address -User $user |
        Select-Object -Property 'AccessRights', 'Deny' |
        Where-Object { "$($_.AccessRights)" -match '\bFullAccess\b' -and -not $_.Deny }
    if ($granted) {
        return "Full Access already granted to $user"
    }
    # Without auto-mapping: it would add the mailbox to the delegate's own Outlook.
    Add-MailboxPermission -Identity $address -User $user -AccessRights FullAccess -InheritanceType All -AutoMapping $false |
        Out-Null
    return "Full Access granted to $user"
}
