-- For wrk: asks for the addresses in the file QUESTIONS, one after the other, each thread from another one on. With PAUSE a
-- reader waits as many milliseconds on average between an answer and the next question: so many readers at so many questions
-- a second, whatever the server does.
local addresses, at = {}, 0
local pause = tonumber(os.getenv("PAUSE") or "0")

function setup(thread)
	threads = (threads or 0) + 1
	thread:set("first", threads * 17)
end

function init()
	for address in io.lines(os.getenv("QUESTIONS")) do
		addresses[#addresses + 1] = wrk.format("GET", address)
	end
	at = first
	math.randomseed(first)
end

function request()
	at = at % #addresses + 1
	return addresses[at]
end

if pause > 0 then
	function delay()
		return math.floor(2 * pause * math.random())
	end
end
