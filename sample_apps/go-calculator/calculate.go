package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

var (
	errDivision = errors.New("division by zero")
	errTooLarge = errors.New("the result is too large")
)

// calculate works out one sum: a number, an operator and a number, with spaces between them.
func calculate(sum string) (float64, error) {
	words := strings.Fields(sum)
	if len(words) != 3 {
		return 0, fmt.Errorf("%q is not a sum; write two numbers with + - * or / between them, like 1 + 2", sum)
	}
	left, err := number(words[0])
	if err != nil {
		return 0, err
	}
	right, err := number(words[2])
	if err != nil {
		return 0, err
	}
	result, err := apply(words[1], left, right)
	if err == nil && math.IsInf(result, 0) {
		return 0, errTooLarge
	}
	return result, err
}

func apply(operator string, left, right float64) (float64, error) {
	switch operator {
	case "+":
		return left + right, nil
	case "-":
		return left - right, nil
	case "*":
		return left * right, nil
	case "/":
		if right == 0 {
			return 0, errDivision
		}
		return left / right, nil
	}
	return 0, fmt.Errorf("%q is not an operator; there are + - * and /", operator)
}

func number(word string) (float64, error) {
	value, err := strconv.ParseFloat(word, 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return 0, fmt.Errorf("%q is not a number", word)
	}
	return value, nil
}

// format writes at most 15 digits, so that 0.1 + 0.2 is 0.3 and not the nearest binary fraction.
func format(value float64) string {
	if value == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(value, 'g', 15, 64)
}
