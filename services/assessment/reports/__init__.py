"""Reports (月报与季报): frozen figures on paper and as workbooks, with charts."""
