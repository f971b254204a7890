//go:build race

package sim_test

// most is how many seeds TestSeeds runs where nobody says otherwise: few, since looking for races takes ten times as long.
const most = 12
