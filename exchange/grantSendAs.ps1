#Requires -Version 7.0

# Lets who signs in for a shared mailbox send as it.
#
#   MAILBOX_KEY, MAILBOX_ADDRESS  the mailbox
#   MAILBOX_SIGN_IN_USER          who signs in for it
#   EXCHANGE_...                  how to sign in: see connect.ps1

. "$PSScriptRoot/connect.ps1"

Invoke-ForMailbox 'grant Send As' {
    $address = Get-RequiredValue 'MAILBOX_ADDRESS'
    $user = Get-RequiredValue 'MAILBOX_SIGN_IN_USER'
    $granted = Get-RecipientPermission -Identity $address -Trustee $user |
        Select-Object -Property 'AccessRights', 'AccessControlType' |
        Where-Object { "$($_.AccessRights)" -match '\bSendAs\b' -and "$($_.AccessControlType)" -eq 'Allow' }
    if ($granted) {
        return "Send As already granted to $user"
    }
    Add-RecipientPermission -Identity $address -Trustee $user -AccessRights SendAs -Confirm:$false | Out-Null
    return "Send As granted to $user"
}
