package main

import (
	"strings"
	"testing"
)

func TestASumIsCalculated(t *testing.T) {
	for sum, want := range map[string]string{
		"1 + 2":       "3",
		"7 - 10":      "-3",
		"6 * 7":       "42",
		"10 / 4":      "2.5",
		"0.1 + 0.2":   "0.3",
		"-1.5 * -2":   "3",
		"  1   +  2 ": "3",
		"0 * -1":      "0",
		"1e6 * 1e6":   "1000000000000",
		"1 / 3":       "0.333333333333333",
	} {
		got, err := calculate(sum)
		if err != nil || format(got) != want {
			t.Errorf("%q gives %q and error %v, want %q", sum, format(got), err, want)
		}
	}
}

func TestWhatIsNoSumIsRefusedWithTheReason(t *testing.T) {
	for sum, reason := range map[string]string{
		"1 / 0":         "division by zero",
		"1 +":           "not a sum",
		"1+2":           "not a sum",
		"1 + 2 + 3":     "not a sum",
		"one + 2":       `"one" is not a number`,
		"1 + two":       `"two" is not a number`,
		"1 % 2":         `"%" is not an operator`,
		"1 + Inf":       `"Inf" is not a number`,
		"1 + NaN":       `"NaN" is not a number`,
		"1e308 * 1e308": "too large",
	} {
		got, err := calculate(sum)
		if err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q gives %v and error %v, want an error with %q", sum, got, err, reason)
		}
	}
}
