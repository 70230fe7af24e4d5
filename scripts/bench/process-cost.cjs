// Prints the CPU time and memory of the current process when it exits.
process.on('exit', () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage();
  const seconds = (systemCPUTime + userCPUTime) / 1e6;
  process.stderr.write(`process-cost ${JSON.stringify({ seconds, mib: maxRSS / 1024 })}\n`);
});
