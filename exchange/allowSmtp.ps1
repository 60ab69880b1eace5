#Requires -Version 7.0

# Allows SMTP AUTH to who signs in for a mailbox. For a shared mailbox that is the delegate, as whom XCALLY sends.
#
#   MAILBOX_KEY, MAILBOX_ADDRESS  the mailbox
#   MAILBOX_SIGN_IN_USER          who signs in for it
#   EXCHANGE_...                  how to sign in: see connect.ps1

. "$PSScriptRoot/connect.ps1"

Invoke-ForMailbox 'allow SMTP AUTH' {
    $user = Get-RequiredValue 'MAILBOX_SIGN_IN_USER'
    $current = Get-CASMailbox -Identity $user | Select-Object -Property SmtpClientAuthenticationDisabled
    # Nothing means that the tenant's switch holds; only false overrules one that is off.
    if ($current.SmtpClientAuthenticationDisabled -eq $false) {
        return "SMTP AUTH already allowed to $user"
    }
    Set-CASMailbox -Identity $user -SmtpClientAuthenticationDisabled $false
    return "SMTP AUTH allowed to $user"
}
