/**
 * Dovecot's part of checking a token, in Lua: its own `oauth2` driver asks an endpoint about the token alone, and so cannot tell whether
 * the person may open the mailbox that the client named. This sends both, with the protocol. The answer's body is the
 * mailbox's primary address, which becomes the user's name: one maildir, by whatever name it was opened.
 *
 * @param url of {@link startAuthenticationEndpoint}.
 */
export function authenticationScript(url: string): string {
  return `local function encode(text)
  return (text:gsub("[^%w%-%._]", function(character) return string.format("%%%02X", character:byte()) end))
end

function auth_password_verify(request, token)
  local client = dovecot.http.client({ timeout = 10000 })
  local http = client:request({ url = "${url}", method = "POST" })
  http:add_header("Content-Type", "application/x-www-form-urlencoded")
  http:set_payload("protocol=" .. encode(request.service) .. "&user=" .. encode(request.user) .. "&token=" .. encode(token))
  local response = http:submit()
  if response:status() == 200 then
    return dovecot.auth.PASSDB_RESULT_OK, { user = response:payload() }
  elseif response:status() == 401 then
    return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, "refused"
  end
  return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, "no answer about the token"
end
`;
}
