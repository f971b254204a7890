//go:build !race

package sim_test

// most is how many seeds TestSeeds runs where nobody says otherwise.
const most = 1000
