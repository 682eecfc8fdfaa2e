-- For wrk: checks every answer and prints the result as one line of JSON.
--
--   wrk -s check.lua URL -- EXPECTED            the same GET again and again
--   wrk -s check.lua URL -- EXPECTED FILE       each request of FILE once (written by `xinglin bench requests`)
--
-- An answer counts as bad unless its status is 200 or 201 and its body holds EXPECTED.

local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

function init(args)
   expected, bad, first_bad, exhausted = args[1], 0, "", false
   if not args[2] then return end

   local file = assert(io.open(args[2], "rb"))
   file:setvbuf("full", 1048576)
   function request()
      local length = file:read(8)
      if not length then
         -- The file was too short for the time; the caller repeats the round with a longer one.
         exhausted = true
         wrk.thread:stop()
         return "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
      end
      return file:read(tonumber(length, 16))
   end
end

function response(status, headers, body)
   if (status ~= 200 and status ~= 201) or not body:find(expected, 1, true) then
      bad = bad + 1
      if first_bad == "" then first_bad = status .. " " .. body end
   end
end

local function quoted(text)
   return '"' .. text:sub(1, 400):gsub('[%c"\\]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
end

function done(summary, latency, requests)
   local bad, first_bad, exhausted = 0, "", false
   for _, thread in ipairs(threads) do
      bad = bad + thread:get("bad")
      if first_bad == "" then first_bad = thread:get("first_bad") end
      exhausted = exhausted or thread:get("exhausted")
   end
   local errors = summary.errors
   io.write(string.format(
      '{"requests": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "bad": %d, "first_bad": %s, ' ..
      '"socket_errors": %d, "exhausted": %s}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
      bad, quoted(first_bad), errors.connect + errors.read + errors.write + errors.timeout, tostring(exhausted)
   ))
end
