-- For wrk: asks for the addresses in the file QUESTIONS, one after the other, each thread from another one on.
local addresses, at = {}, 0

function setup(thread)
	threads = (threads or 0) + 1
	thread:set("first", threads * 17)
end

function init()
	for address in io.lines(os.getenv("QUESTIONS")) do
		addresses[#addresses + 1] = wrk.format("GET", address)
	end
	at = first
end

function request()
	at = at % #addresses + 1
	return addresses[at]
end
