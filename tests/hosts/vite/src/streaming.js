import "cost-calculator/streaming";
