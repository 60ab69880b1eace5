#Requires -Version 7.0

# Switches on the protocols by which a mailbox is read.
#
#   MAILBOX_KEY, MAILBOX_ADDRESS  the mailbox
#   MAILBOX_PROTOCOLS             imap, pop, or both with a comma between
#   EXCHANGE_...                  how to sign in: see connect.ps1

. "$PSScriptRoot/connect.ps1"

Invoke-ForMailbox 'switch on the protocols' {
    $address = Get-RequiredValue 'MAILBOX_ADDRESS'
    $protocols = (Get-RequiredValue 'MAILBOX_PROTOCOLS') -split ','
    $properties = @{ imap = 'ImapEnabled'; pop = 'PopEnabled' }
    $current = Get-CASMailbox -Identity $address | Select-Object -Property 'ImapEnabled', 'PopEnabled'
    $changes = @{}
    foreach ($protocol in $protocols) {
        $property = $properties[$protocol]
        if (-not $property) { throw "MAILBOX_PROTOCOLS holds $protocol. Write imap, pop, or imap,pop." }
        if ($current.$property -ne $true) { $changes[$property] = $true }
    }
    if ($changes.Count -eq 0) {
        return "$($protocols -join ' and ') already on"
    }
    Set-CASMailbox -Identity $address @changes
    return "$($protocols -join ' and ') switched on"
}
