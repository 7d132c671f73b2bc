"""One refresh watched: header, ladder, charts, instances, activities."""
