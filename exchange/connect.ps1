#Requires -Version 7.0

# What the scripts beside this one have in common; they dot-source it. It signs in to Exchange Online as an application, with
# nothing but the environment:
#
#   EXCHANGE_APP_ID                  id of an application with the permission Exchange.ManageAsApp and the Entra role
#                                    Exchange Administrator
#   EXCHANGE_ORGANIZATION            the tenant's first domain: contoso.onmicrosoft.com
#   EXCHANGE_CERTIFICATE_FILE        the application's certificate with its private key (PFX), and
#   EXCHANGE_CERTIFICATE_PASSWORD    its password, where it has one
#   EXCHANGE_CERTIFICATE_THUMBPRINT  instead of the file, on Windows: the certificate in the user's store
#
# Source: https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Get-RequiredValue([string] $Name) {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ([string]::IsNullOrEmpty($value)) { throw "The environment variable $Name is missing." }
    return $value
}

function Connect-AsApplication {
    if (-not (Get-Module -ListAvailable -Name ExchangeOnlineManagement)) {
        throw 'The module ExchangeOnlineManagement is not installed. Run Install-Module ExchangeOnlineManagement.'
    }
    Import-Module ExchangeOnlineManagement
    $arguments = @{
        AppId        = Get-RequiredValue 'EXCHANGE_APP_ID'
        Organization = Get-RequiredValue 'EXCHANGE_ORGANIZATION'
        ShowBanner   = $false
    }
    if ($env:EXCHANGE_CERTIFICATE_THUMBPRINT) {
        $arguments['CertificateThumbprint'] = $env:EXCHANGE_CERTIFICATE_THUMBPRINT
    }
    else {
        # The module wants the complete path.
        $file = Resolve-Path -LiteralPath (Get-RequiredValue 'EXCHANGE_CERTIFICATE_FILE')
        $arguments['CertificateFilePath'] = $file.ProviderPath
        if ($env:EXCHANGE_CERTIFICATE_PASSWORD) {
            $password = ConvertTo-SecureString -String $env:EXCHANGE_CERTIFICATE_PASSWORD -AsPlainText -Force
            $arguments['CertificatePassword'] = $password
        }
    }
    Connect-ExchangeOnline @arguments
}

# Runs a block while connected. What the block answers is printed as one line with the mailbox's name. What goes wrong is one
# sentence on standard error, and exit code 1.
function Invoke-ForMailbox([string] $Purpose, [scriptblock] $Block) {
    $mailbox = 'unknown'
    $connected = $false
    $failed = $false
    try {
        $mailbox = '{0} ({1})' -f (Get-RequiredValue 'MAILBOX_KEY'), (Get-RequiredValue 'MAILBOX_ADDRESS')
        Connect-AsApplication
        $connected = $true
        $answer = & $Block
        Write-Output "Mailbox ${mailbox}: $answer"
    }
    catch {
        # Exchange puts the kind of the error before it, between bars.
        $reason = $_.Exception.Message -replace '\s+', ' ' -replace '^\|[^|]*\|', ''
        [Console]::Error.WriteLine("Could not $Purpose for mailbox ${mailbox}: $reason")
        $failed = $true
    }
    finally {
        if ($connected) { Disconnect-ExchangeOnline -Confirm:$false -ErrorAction SilentlyContinue }
    }
    if ($failed) { exit 1 }
}
