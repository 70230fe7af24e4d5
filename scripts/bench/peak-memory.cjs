// Prints the peak resident memory of the process that loads it, when that ends.
process.on('exit', () => {
  process.stderr.write(`peak-rss-mib ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
});
