for name in a b c d; do cp docs/tactics/fake-loan.md docs/tactics/$name.md; done
